package io.tillbridge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a command printed and how it ended. */
public record CommandRun(int code, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a command in this process; the log is as before afterwards. */
    public static CommandRun of(String... arguments) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            int code = Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments);
            return new CommandRun(code, out.toString(), err.toString());
        } finally {
            root.setLevel(before);
        }
    }

    List<String> lines() {
        return out.strip().lines().toList();
    }

    /** What it printed, which must be one JSON document. */
    JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + out + err, e);
        }
    }
}
