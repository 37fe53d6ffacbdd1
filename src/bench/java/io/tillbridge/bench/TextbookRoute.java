package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The route that the Camel documentation leads to: the request goes to a durable queue; eight transacted consumers look the
 * order up in a JDBC idempotent repository, write it in one database transaction per message and call the destination.
 */
final class TextbookRoute extends RouteBuilder {

    private static final String[] TABLES = {
        "create table if not exists textbook_order (id bigint primary key, name text not null, placed_at timestamptz"
                + " not null, document text not null)",
        "create table if not exists textbook_line (id bigint primary key, order_id bigint not null, sku text not null,"
                + " location text not null, quantity numeric not null)",
        "create table if not exists textbook_stock (sku text, location text, quantity numeric not null,"
                + " primary key (sku, location))"
    };

    private final ObjectMapper json = new ObjectMapper();
    private final DataSource database;
    private final JdbcTemplate sql;
    private final TransactionTemplate transactions;
    private final String destination;

    TextbookRoute(DataSource database, String destination) {
        this.database = database;
        this.sql = new JdbcTemplate(database);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        this.destination = destination;
    }

    @Override
    public void configure() {
        for (String table : TABLES) {
            sql.execute(table);
        }
        from("platform-http:/textbook?httpMethodRestrict=POST")
                .routeId("textbook-in")
                .convertBodyTo(byte[].class)
                .removeHeaders("*")
                .to(ExchangePattern.InOnly, "jms:queue:bench.textbook?deliveryPersistent=true")
                .setBody(constant("{\"accepted\":true}"));
        from("jms:queue:bench.textbook?transacted=true&lazyCreateTransactionManager=false&concurrentConsumers=8")
                .routeId("textbook-post")
                .convertBodyTo(byte[].class)
                .bean(this, "read")
                .idempotentConsumer(
                        exchangeProperty("orderId"), new JdbcMessageIdRepository(database, transactions, "textbook"))
                .bean(this, "post")
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .to("http://" + destination + "/one?bridgeEndpoint=true")
                .end();
    }

    /** Parses the order and keeps it with its id on the exchange. */
    public void read(Exchange exchange) throws IOException {
        JsonNode order = json.readTree(exchange.getMessage().getBody(byte[].class));
        exchange.setProperty("order", order);
        exchange.setProperty("orderId", order.path("id").asText());
    }

    /** Writes the order, its lines and the stock in one transaction. */
    public void post(Exchange exchange) {
        JsonNode order = exchange.getProperty("order", JsonNode.class);
        transactions.executeWithoutResult(status -> {
            sql.update(
                    "insert into textbook_order values (?, ?, ?, ?)",
                    order.path("id").asLong(),
                    order.path("name").asText(),
                    Timestamp.from(Instant.parse(order.path("created_at").asText())),
                    exchange.getMessage().getBody(String.class));
            for (JsonNode line : order.path("line_items")) {
                sql.update(
                        "insert into textbook_line values (?, ?, ?, ?, ?)",
                        line.path("id").asLong(),
                        order.path("id").asLong(),
                        line.path("sku").asText(),
                        order.path("location_id").asText(),
                        line.path("quantity").decimalValue());
                sql.update(
                        "insert into textbook_stock as s values (?, ?, ?) on conflict (sku, location)"
                                + " do update set quantity = s.quantity + excluded.quantity",
                        line.path("sku").asText(),
                        order.path("location_id").asText(),
                        line.path("quantity").decimalValue().negate());
            }
        });
    }
}
