package io.tillbridge.partner.network;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A host has no address that the hub may call, so that nothing was sent. The message says what to do. */
public final class AddressRefused extends UnknownHostException {

    @Serial
    private static final long serialVersionUID = 1L;

    AddressRefused(String host, InetAddress address, boolean metadata) {
        super(
                metadata
                        ? host + " is " + address.getHostAddress()
                                + ", a cloud's metadata service, which is never called; correct the URL"
                        : host + " is " + address.getHostAddress()
                                + ", an address that is not public; correct the URL, or"
                                + " name the host, the address or its network in tillbridge.partners.private-addresses");
    }
}
