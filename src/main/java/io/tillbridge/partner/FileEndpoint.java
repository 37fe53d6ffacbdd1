package io.tillbridge.partner;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Puts the body as a file: under a temporary name first, then renamed in one step. The temporary name begins with a dot and
 * ends with {@code .part}, and is the same for every repetition, so that what a crash leaves is written over.
 */
final class FileEndpoint extends DefaultEndpoint {

    /** Header: folder and name. */
    static final String PATH = "TillbridgeFilePath";

    /** Header: why there are no bytes. */
    static final String UNWRITABLE = "TillbridgeUnwritable";

    private final Opening opening;

    /** Connects to the files. */
    @FunctionalInterface
    interface Opening {
        FileSession open() throws IOException;
    }

    FileEndpoint(CamelContext camel, String id, Opening opening) {
        super("tillbridge-file:" + id, null);
        setCamelContext(camel);
        this.opening = opening;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws IOException {
                put(exchange);
            }
        };
    }

    private void put(Exchange exchange) throws IOException {
        String unwritable = exchange.getMessage().getHeader(UNWRITABLE, String.class);
        if (unwritable != null) {
            throw new FileRefused("unwritable_document", unwritable);
        }
        String path = exchange.getMessage().getHeader(PATH, String.class);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        int name = path.lastIndexOf('/') + 1;
        String temporary = path.substring(0, name) + "." + path.substring(name) + ".part";
        try (FileSession session = opened()) {
            session.write(temporary, body);
            session.replace(temporary, path);
        }
    }

    private FileSession opened() throws IOException {
        try {
            return opening.open();
        } catch (FileRefused refused) {
            throw refused;
        } catch (IOException e) {
            throw new FilePartner.FileNotSent(e);
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("files are read by intake");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
