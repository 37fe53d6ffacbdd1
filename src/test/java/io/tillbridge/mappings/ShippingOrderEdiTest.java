package io.tillbridge.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Format;
import io.tillbridge.format.Formats;
import io.tillbridge.mapping.ExactJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the mapping of a 940 makes is an interchange with its segments in the order of the standard. */
class ShippingOrderEdiTest {

    private static final Path SAMPLE = Path.of("mappings/wms_edi/ship_order/samples/two-lines/out.json");

    @Test
    void aShippingOrderIsWrittenAsX12() throws Exception {
        ObjectNode order = (ObjectNode) ExactJson.parse(Files.readAllBytes(SAMPLE));
        ((ObjectNode) order.path("interchange")).put("ISA13", "12");
        ((ObjectNode) order.path("group")).put("GS06", "12");

        byte[] written = Formats.write(new Format.X12(new Format.Edi(Set.of("940"), null)), order);

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo("ISA*00*          *00*          *ZZ*SHOP           *ZZ*ACMEWMS        "
                        + "*260501*1409*U*00401*000000012*0*P*:~GS*OW*SHOP*ACMEWMS*20260501*1409*12*X*004010~"
                        + "ST*940*0001~W05*N*820982911946154500*#1001~N1*ST*Jane Doe~N3*2100 Southeast Ave*Floor 2~"
                        + "N4*San Diego*CA*91760*US~N1*DE*ACME SHOP~G62*02*20260505~W66*PP*M***UPSG~"
                        + "LX*1~W01*2*EA**VN*TEE-M-BLUE*UK*04006381333931~G69*Tee M blue~N9*LI*466157049~"
                        + "LX*2~W01*0.5*EA**VN*CHEESE~N9*LI*518995019~W76*2.5~SE*17*0001~GE*1*12~IEA*1*000000012~");
    }
}
