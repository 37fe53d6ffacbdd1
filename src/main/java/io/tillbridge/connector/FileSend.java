package io.tillbridge.connector;

/**
 * A file that is put into a partner's folder.
 *
 * @param path folder and name, over the scopes of an outbound call; a value in it stays one part of a name
 */
public record FileSend(Template path, Format format) implements OutboundCall {

    @Override
    public String route() {
        return "push-file";
    }
}
