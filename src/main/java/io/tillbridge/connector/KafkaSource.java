package io.tillbridge.connector;

/**
 * Records of a Kafka topic, all its partitions.
 *
 * @param group under which the hub tells the cluster how far it is: for its tools only, the place is in PostgreSQL
 * @param latest a topic without a place is read from its end instead of its beginning
 * @param schedule how long the source rests when everything is read
 * @param batch records in one transaction at most
 * @param format how their values are read
 */
public record KafkaSource(
        String client, String topic, String group, boolean latest, Schedule schedule, int batch, Format format)
        implements Source {

    @Override
    public Format documents() {
        return format;
    }
}
