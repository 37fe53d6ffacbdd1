package io.tillbridge.partner;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;

/** Makes the partners behind one kind of client. */
interface PartnerKind {

    boolean serves(ClientPlan client);

    /**
     * A partner of its own: two connections at one system share neither credentials nor connections.
     *
     * @throws IllegalStateException when the plan makes no endpoint; the message says what was expected
     */
    Partner make(ConnectionPlan connection, ClientPlan client);
}
