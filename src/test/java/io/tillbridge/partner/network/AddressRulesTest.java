package io.tillbridge.partner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final AddressRules PUBLIC = AddressRules.publicAnd(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.1.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.255.255",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "2130706433",
                "127.1",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::10.0.0.1",
                "2002:0a00:0001::1",
                "2001:db8::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsRefused(String host) {
        assertThatThrownBy(() -> resolve(PUBLIC, host))
                .isInstanceOf(AddressRefused.class)
                .hasMessageContaining(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "8.8.8.8",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2606:4700::1111"
            })
    void whatIsPublicIsCalled(String host) throws UnknownHostException {
        assertThat(resolve(PUBLIC, host)).hasSize(1);
    }

    @Test
    void anInstallationNamesNetworksAddressesHostsAndDomains() throws UnknownHostException {
        AddressRules rules = AddressRules.publicAnd(
                List.of("10.20.0.0/15", "192.168.1.5", "fd00:1::/32", "POS.local", "*.store.example"));
        InetAddress[] inside = {InetAddress.getByName("172.16.9.9")};

        assertThat(resolve(rules, "10.21.255.255")).hasSize(1);
        assertThat(resolve(rules, "::ffff:10.20.0.1")).hasSize(1);
        assertThat(resolve(rules, "192.168.1.5")).hasSize(1);
        assertThat(resolve(rules, "fd00:1:2::3")).hasSize(1);
        assertThat(rules.allowed("pos.LOCAL", inside)).hasSize(1);
        assertThat(rules.allowed("b.a.store.example", inside)).hasSize(1);
        for (String other : List.of("10.22.0.0", "192.168.1.6", "fd00:2::1")) {
            assertThatThrownBy(() -> resolve(rules, other)).isInstanceOf(AddressRefused.class);
        }
        assertThatThrownBy(() -> rules.allowed("store.example", inside)).isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> rules.allowed("evilstore.example", inside)).isInstanceOf(AddressRefused.class);
    }

    @Test
    void aMetadataServiceIsNeverCalled() {
        AddressRules rules = AddressRules.publicAnd(List.of("0.0.0.0/0", "::/0", "metadata.internal"));

        for (String address :
                List.of("169.254.169.254", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254")) {
            assertThatThrownBy(() ->
                            rules.allowed("metadata.internal", new InetAddress[] {InetAddress.getByName(address)}))
                    .isInstanceOf(AddressRefused.class)
                    .hasMessageContaining("metadata");
        }
        assertThatThrownBy(() -> resolve(AddressRules.everywhere(), "169.254.169.254"))
                .isInstanceOf(AddressRefused.class);
    }

    @Test
    void ofANamesAddressesOnlyTheAllowedOnesAreCalled() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName("10.0.0.1"), InetAddress.getByName("8.8.8.8")};

        assertThat(PUBLIC.allowed("both.example", both)).containsExactly(both[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/8/8", "http://pos", "a b", "*", "*.", "300.1.1.1/8"})
    void whatIsNoEntryIsQuoted(String entry) {
        assertThatThrownBy(() -> AddressRules.publicAnd(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(entry.split("/", 2)[0]);
    }

    private static InetAddress[] resolve(AddressRules rules, String host) throws UnknownHostException {
        return rules.allowed(host, InetAddress.getAllByName(host));
    }
}
