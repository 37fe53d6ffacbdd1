package io.tillbridge.partner;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.FileClientPlan;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;

/** Makes the folders and SFTP servers to which deliveries put files. */
final class FilePartners implements PartnerKind {

    private final CamelContext camel;
    private final FileStores stores;
    private final AnswerRules rules;
    private final CallGates gates;
    private final RandomGenerator random;

    FilePartners(CamelContext camel, FileStores stores, AnswerRules rules, CallGates gates, RandomGenerator random) {
        this.camel = camel;
        this.stores = stores;
        this.rules = rules;
        this.gates = gates;
        this.random = random;
    }

    @Override
    public boolean serves(ClientPlan client) {
        return client instanceof FileClientPlan;
    }

    @Override
    public Partner make(ConnectionPlan connection, ClientPlan client) {
        FileClientPlan plan = (FileClientPlan) client;
        CallGate gate = gates.gate(connection, plan, FilePartner.callEnds(plan));
        return new FilePartner(camel, connection, plan, stores, rules, gate, random);
    }
}
