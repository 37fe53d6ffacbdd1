package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.PartnerBroker;
import io.tillbridge.support.TestSftp;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file or a message of the shipped connectors to the books: registers' CSV, a warehouse's EDI and its XML. */
class FilesAndQueuesIT {

    private static final String EDI =
            "ISA*00*          *00*          *ZZ*WAREHOUSE      *ZZ*SHOP           *260501*1200*U*00401*"
                    + "000000007*0*P*>~GS*RC*WAREHOUSE*SHOP*20260501*1200*7*X*004010~ST*861*0001~BRA*R-1*20260501*00*1~"
                    + "RCD*1*24*EA~LIN**VN*EDI-MUG~CTT*1~SE*6*0001~GE*1*7~IEA*1*000000007~";

    private static final String SHIPPED =
            "ISA*00*          *00*          *ZZ*WAREHOUSE      *ZZ*SHOP           *260501*1200*U*00401*"
                    + "000000008*0*P*>~GS*SW*WAREHOUSE*SHOP*20260501*1200*8*X*004010~ST*945*0001~W06*F*ORDER-1*20260501*BOL-1~"
                    + "W27*M*UPSN~LX*1~W12*SH*2*2**EA**VN*EDI-MUG~W03*2~SE*7*0001~GE*1*8~IEA*1*000000008~";

    private static final String ANSWER =
            "ISA*00*          *00*          *ZZ*WAREHOUSE      *ZZ*SHOP           *260501*1200*U*00401*"
                    + "00000000%1$d*0*P*>~GS*FA*WAREHOUSE*SHOP*20260501*1200*%1$d*X*004010~ST*997*0001~AK1*OW*%1$d~"
                    + "AK2*940*0001~AK5*%2$s~AK9*%2$s*1*1*1~SE*6*0001~GE*1*%1$d~IEA*1*00000000%1$d~";

    private static final String RECEIVED = """
            UNB+UNOC:3+5412345123453:14+5411234512309:14+260501:1409+77'
            UNH+1+RECADV:D:96A:UN:EAN003'
            BGM+632+R-2+9'
            DTM+137:20260501:102'
            CPS+1'
            LIN+1++4006381333931:EN'
            PIA+1+EDIFACT-MUG:SA'
            QTY+48:24'
            QTY+194:23'
            UNT+9+1'
            UNH+2+RECADV:D:96A:UN:EAN003'
            DTM+137:20260501:102'
            UNT+3+2'
            UNZ+2+77'
            """;

    private static final String FIGURES = """
            UNB+UNOC:3+5412345123453:14+5411234512309:14+260501:1500+78'
            UNH+1+INVRPT:D:96A:UN:EAN004'
            BGM+35+I-1+9'
            DTM+137:20260501:102'
            LIN+1++4006381333948:EN'
            PIA+1+EDIFACT-CUP:SA'
            QTY+145:300'
            UNT+7+1'
            UNZ+1+78'
            """;

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static TestSftp server;

    @SuppressWarnings("NullAway.Init")
    private static PartnerBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static Hub hub;

    @BeforeAll
    static void start() throws IOException {
        server = new TestSftp(Files.createDirectories(directory.resolve("edi")));
        Files.createDirectories(directory.resolve("edi/out"));
        Files.createDirectories(directory.resolve("edi/edifact"));
        Files.createDirectories(directory.resolve("share/stores/outgoing"));
        broker = new PartnerBroker(directory.resolve("broker"));
        hub = Hub.on(
                directory,
                () -> {
                    throw new IllegalStateException("the hub's own database is not looked into");
                },
                List.of("--tillbridge.files.root=" + directory.resolve("share")));
        connection("stores", "legacy_pos_csv", "{currency: EUR}", """
                overlay:
                  - {target: $.clients.drop, do: update, value: {kind: directory, path: stores}}
                  - {target: $.inbound.tickets.source.window, do: remove}
                  - {target: $.inbound.tickets.source.every, do: insert, value: PT1S}
                """);
        connection(
                "edi",
                "wms_edi",
                "{location: WH1, sender: SHOP, receiver: WAREHOUSE, depositor: Shop}",
                """
                secrets: {privateKey: {kind: file, name: edi-password}}
                overlay:
                  - {target: $.clients.drop, do: update, value: {kind: sftp, host: 127.0.0.1, port: "%s", user: till, password: $(secrets.privateKey), hostKey: "%s"}}
                """.formatted(server.port(), server.hostKey()) + quick("received", "shipped", "answers"));
        connection(
                "edifact",
                "wms_edifact",
                "{location: WH3, outgoing: edifact, incoming: /edifact-in, sender: \"5411234512309\","
                        + " receiver: \"5412345123453\", depositor: \"5411234512309\", provider: \"5412345123453\"}",
                """
                owns: [counts]
                secrets: {privateKey: {kind: file, name: edi-password}}
                overlay:
                  - {target: $.clients.drop, do: update, value: {kind: sftp, host: 127.0.0.1, port: "%s", user: till, password: $(secrets.privateKey), hostKey: "%s"}}
                """.formatted(server.port(), server.hostKey()) + quick("received", "stock"));
        connection("wms", "wms_jms", "{brokerUrl: \"%s\", user: wms}".formatted(broker.url()), """
                secrets: {password: {kind: file, name: wms-password}}
                """);
        secret("edi-password", "hush");
        secret("wms-password", PartnerBroker.PASSWORD);
        hub.start();
    }

    @AfterAll
    static void stop() {
        hub.close();
        broker.close();
        server.close();
    }

    private static void connection(String id, String connector, String settings, String rest) {
        WrittenFile.write(
                directory.resolve("layer/config/connections/" + id + ".connection.yaml"),
                "apiVersion: tillbridge/v1\nkind: Connection\nid: " + id + "\nconnector: " + connector
                        + "\ntimezone: Europe/Berlin\nstartAt: \"2026-01-01T00:00:00Z\"\nsettings: " + settings + "\n"
                        + rest);
    }

    /** Rows of an overlay that let flows look every second. */
    private static String quick(String... flows) {
        StringBuilder rows = new StringBuilder();
        for (String flow : flows) {
            rows.append("  - {target: $.inbound.%1$s.source.every, do: update, value: PT1S}\n".formatted(flow));
            rows.append("  - {target: $.inbound.%1$s.source.ready, do: insert, value: {orStableFor: PT0.1S}}\n"
                    .formatted(flow));
        }
        return rows.toString();
    }

    private static void secret(String name, String value) {
        WrittenFile.write(directory.resolve("partner-secrets/" + name), value);
    }

    private static void onHand(String sku, String location, String quantity) {
        Eventually.holds(() -> {
            HttpResponse<String> answer = hub.api("GET", "/api/stock/" + sku, "");
            JsonNode locations = Json.read(answer.body()).path("locations");
            assertThat(locations)
                    .as(answer.body())
                    .anySatisfy(one -> assertThat(one.path("location").asText() + " "
                                    + one.path("onHand").asText())
                            .isEqualTo(location + " " + quantity));
        });
    }

    @Test
    void aTicketOfACsvFileIsASale() throws Exception {
        hub.item("CSV-MUG");
        Path folder = directory.resolve("share/stores/outgoing");
        String rows = """
                STORE;REGISTER;TICKET;LINE;SKU;NAME;QTY;PRICE;SOLD_AT
                0001;2;417;1;CSV-MUG;Becher groß;2,000;7,50;01.05.2026 10:03:12
                0001;2;417;2;CSV-MUG;Becher groß;1,500;7,50;01.05.2026 10:03:12
                9999;;;2;;;;26,25;
                """;
        Files.write(folder.resolve("SALES_0001_20260501.csv"), rows.getBytes(Charset.forName("windows-1252")));
        WrittenFile.write(folder.resolve("SALES_0001_20260501.ok"), "");

        onHand("CSV-MUG", "STORE1", "-3.5");
        JsonNode message =
                hub.get("/api/messages?connection=stores&flow=tickets&limit=5").at("/items/0");
        assertThat(message.path("businessKey").asText()).isEqualTo("0001/20260501/2/417");
        assertThat(message.path("factKey").asText()).isEqualTo("sale|stores|0001-2|20260501-417");
        Eventually.holds(() -> assertThat(folder.resolve("archive/20260501/SALES_0001_20260501.csv"))
                .exists());
    }

    @Test
    void aReceivingAdviceOverSftpIsStockAndIsAcknowledged() throws Exception {
        hub.item("EDI-MUG");
        WrittenFile.write(directory.resolve("edi/out/861_0001.edi"), EDI);

        onHand("EDI-MUG", "WH1", "24");
        Path told = directory.resolve("edi/in/ack_000000001.edi");
        Eventually.holds(() -> assertThat(told).exists());
        assertThat(Files.readString(told)).contains("AK1*RC*7~AK2*861*0001~AK5*A~AK9*A*1*1*1~");
        Eventually.holds(() ->
                assertThat(directory.resolve("edi/out/archive/861_0001.edi")).exists());
    }

    @Test
    void anEdifactReceivingAdviceIsStockAndIsAnsweredByAControlMessage() throws Exception {
        hub.item("EDIFACT-MUG");
        WrittenFile.write(directory.resolve("edi/edifact/RECADV_0001.edi"), RECEIVED);

        onHand("EDIFACT-MUG", "WH3", "23");
        Eventually.holds(() -> assertThat(controls())
                .singleElement()
                .asString()
                .startsWith("UNB+UNOC:3+5411234512309:14+5412345123453:14+")
                .contains("UCI+77+5412345123453:14+5411234512309:14+7'")
                .contains("UCM+1+RECADV:D:96A:UN+7'UCM+2+RECADV:D:96A:UN+4+"));
        JsonNode refused =
                hub.get("/api/dead-letters?connection=edifact&limit=5").path("items");
        assertThat(refused).as("the message without BGM").hasSize(1);
        assertThat(refused.toString()).contains("record 2, segment 12 DTM", "mandatory segment missing: BGM");
    }

    @Test
    void anEdifactInventoryReportSetsTheFigureOfTheWarehouseThatOwnsCounts() {
        hub.item("EDIFACT-CUP");
        WrittenFile.write(directory.resolve("edi/edifact/INVRPT_0001.edi"), FIGURES);

        onHand("EDIFACT-CUP", "WH3", "300");
    }

    private static List<String> controls() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("edi/edifact-in"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return texts.stream().filter(text -> text.contains("UCI+77+")).toList();
        }
    }

    @Test
    void aShippingAdviceWaitsForItsOrderAndAnAnswerToAnOrderIsCountedOrADeadLetter() {
        hub.item("EDI-MUG");
        WrittenFile.write(directory.resolve("edi/out/945_0001.edi"), SHIPPED);
        WrittenFile.write(directory.resolve("edi/out/997_0001.edi"), ANSWER.formatted(5, "A"));
        WrittenFile.write(directory.resolve("edi/out/997_0002.edi"), ANSWER.formatted(6, "R"));

        Eventually.holds(() -> {
            JsonNode shipped =
                    hub.get("/api/messages?connection=edi&flow=shipped&limit=5").path("items");
            assertThat(shipped.findValuesAsText("factKey")).containsExactly("shipment.confirmed|edi|ORDER-1-BOL-1");
            assertThat(shipped.findValuesAsText("state")).containsExactly("held");
            assertThat(shipped.findValuesAsText("reason")).containsExactly("parent_missing");
            JsonNode answers =
                    hub.get("/api/messages?connection=edi&flow=answers&limit=5").path("items");
            assertThat(answers.findValuesAsText("businessKey")).containsExactlyInAnyOrder("OW/5", "OW/6");
            assertThat(answers.findValuesAsText("state")).containsExactlyInAnyOrder("skipped", "dead");
        });
    }

    @Test
    void anXmlMessageOfTheWarehouseIsStock() throws Exception {
        hub.item("XML-MUG");
        hub.reference("wms", "wms_jms.site", "W1", "WH2");
        broker.session(session -> {
            var message = session.createTextMessage(
                    "<Message id=\"R-1\" time=\"2026-05-01T07:00:00+02:00\"><Receipt>GR-1</Receipt><Site>W1</Site>"
                            + "<Lines><Line no=\"1\"><Sku>XML-MUG</Sku><Qty>12.5</Qty></Line></Lines></Message>");
            message.setStringProperty("MsgType", "RECEIPT");
            session.createProducer(session.createQueue("WMS.OUT")).send(message);
            return message;
        });

        onHand("XML-MUG", "WH2", "12.5");
        assertThat(hub.get("/api/messages?connection=wms&flow=reports&limit=5")
                        .at("/items/0/factKey")
                        .asText())
                .isEqualTo("stock.received|wms|GR-1");
        assertThat(broker.depth("WMS.OUT")).isZero();
    }
}
