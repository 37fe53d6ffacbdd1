package io.tillbridge.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * What the hub is compared with, on the same server with the same settings and the same embedded engines: an empty handler
 * at {@code /empty} and the textbook route at {@code /textbook}.
 */
// No stereotype: the hub scans this package when the benchmark is on its class path
@EnableAutoConfiguration(exclude = {ArtemisAutoConfiguration.class, JmsAutoConfiguration.class})
@ConfigurationPropertiesScan("io.tillbridge.platform")
@ComponentScan("io.tillbridge.platform")
public class ReferenceServer {

    /** Starts the server; {@code --key=value} as for the hub. */
    public static void main(String[] arguments) {
        List<String> all = new ArrayList<>(List.of("--camel.main.routes-include-pattern=false"));
        all.addAll(List.of(arguments));
        SpringApplication.run(ReferenceServer.class, all.toArray(new String[0]));
    }

    @Bean
    ServletRegistrationBean<HttpServlet> empty() {
        return new ServletRegistrationBean<>(new EmptyHandler(), "/empty");
    }

    @Bean
    TextbookRoute textbook(DataSource database, @Value("${bench.destination}") String destination) {
        return new TextbookRoute(database, destination);
    }

    /** Reads the body and answers. */
    private static final class EmptyHandler extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private static final byte[] ANSWER = "{\"accepted\":true}".getBytes(StandardCharsets.US_ASCII);

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            response.setContentType("application/json");
            response.setContentLength(ANSWER.length);
            response.getOutputStream().write(ANSWER);
        }
    }
}
