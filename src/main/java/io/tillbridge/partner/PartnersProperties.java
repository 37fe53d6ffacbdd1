package io.tillbridge.partner;

import io.tillbridge.partner.network.AddressRules;
import io.tillbridge.platform.StartupFailure;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How partners may be reached.
 *
 * @param privateAddresses what may be called beside public addresses: networks (CIDR), addresses, host names, {@code *.domain}
 */
@ConfigurationProperties("tillbridge.partners")
public record PartnersProperties(@DefaultValue List<String> privateAddresses) {

    public PartnersProperties {
        privateAddresses = privateAddresses.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
        addresses(privateAddresses);
    }

    /** What it means: public addresses and those named. */
    AddressRules addresses() {
        return addresses(privateAddresses);
    }

    private static AddressRules addresses(List<String> entries) {
        try {
            return AddressRules.publicAnd(entries);
        } catch (IllegalArgumentException e) {
            throw new StartupFailure(
                    "setting_invalid",
                    "tillbridge.partners.private-addresses: " + e.getMessage()
                            + "; write them like 10.20.0.0/16, 10.20.1.5, pos.store.example or *.store.example");
        }
    }
}
