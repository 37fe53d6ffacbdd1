package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.RequestTemplate;
import java.util.Set;

/** Reads how to get what a thin event only names. */
final class FetchReader {

    private FetchReader() {}

    static FetchPlan read(String name, Section fetch, InboundReader.Names names) {
        String client = ClientReader.name(fetch, names.clients(), Set.of("http"));
        RequestTemplate request =
                RequestReader.read(fetch, Roots.FETCH, names.graphqlClients().contains(client) || client.isEmpty());
        JsonPointer record = fetch.optionalPointer("record");
        FetchPlan plan = new FetchPlan(
                name,
                client,
                request,
                record == null ? JsonPointer.empty() : record,
                InboundReader.key(fetch),
                InboundReader.stale(fetch),
                DispatchReader.read(fetch, names.targets()),
                ResolveReader.read(fetch, false));
        fetch.close();
        return plan;
    }
}
