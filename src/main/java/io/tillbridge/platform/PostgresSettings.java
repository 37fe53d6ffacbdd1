package io.tillbridge.platform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server settings of the embedded PostgreSQL: durable first, then sized for batches of small postings on a machine
 * it shares with the hub (postgresql.org/docs/18/runtime-config.html).
 */
final class PostgresSettings {

    private PostgresSettings() {}

    /** The text of {@code tillbridge.conf}, written anew at each start. */
    static String file(int port, Path logs, int maxConnections) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "'127.0.0.1'");
        settings.put("unix_socket_directories", "''");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("max_connections", Integer.toString(maxConnections));
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("shared_buffers", "256MB");
        settings.put("wal_buffers", "16MB");
        // One server, no replica: minimal WAL is not used, so that a base backup and a later replica stay possible
        settings.put("max_wal_size", "4GB");
        settings.put("min_wal_size", "256MB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("checkpoint_completion_target", "0.9");
        settings.put("effective_cache_size", "1GB");
        settings.put("effective_io_concurrency", "64");
        settings.put("random_page_cost", "1.1");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("autovacuum_naptime", "30s");
        // Often and gently: at full speed it takes a processor for seconds, for which checkouts wait
        settings.put("autovacuum_vacuum_cost_limit", "400");
        settings.put("autovacuum_vacuum_cost_delay", "10ms");
        settings.put("autovacuum_vacuum_insert_scale_factor", "0.5");
        settings.put("jit", "off");
        settings.put("timezone", "'UTC'");
        settings.put("idle_in_transaction_session_timeout", "5min");
        settings.put("logging_collector", "on");
        settings.put("log_directory", "'" + logs.toString().replace("\\", "/").replace("'", "''") + "'");
        settings.put("log_filename", "'postgres-%a.log'");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "1d");
        settings.put("log_min_messages", "warning");
        // No DETAIL and no statements: they may carry customers' data
        settings.put("log_error_verbosity", "terse");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_checkpoints", "off");
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("\n", "# Written by Tillbridge at each start; changes are lost\n", "\n"));
    }
}
