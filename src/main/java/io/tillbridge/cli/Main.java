package io.tillbridge.cli;

import io.tillbridge.platform.StartupFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The {@code tillbridge} command. Only {@code serve} and {@code demo} start Spring; the others answer at once. */
@Command(
        name = "tillbridge",
        header = "Tillbridge connects a retailer's POS, shop, warehouse and accounting systems.",
        subcommands = {
            Serve.class,
            DemoCommand.class,
            LintCommand.class,
            FmtCommand.class,
            DocsCommand.class,
            PlanCommand.class,
            ConnectorCommand.class,
            MappingCommand.class,
            ValueMapCommand.class,
            BooksCommand.class,
            OrdersCommand.class,
            ConflictsCommand.class,
            TasksCommand.class,
            ReconcileCommand.class,
            Replay.class,
            ReloadCommand.class,
            Api.class,
            Token.class,
            Version.class
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Begin with 'tillbridge demo'. 'tillbridge COMMAND --help' explains a command.",
            "",
            "Exit codes: 0 fine; 1 found something, or the hub did not start; 2 wrong call or no readable file;"
                    + " 3 hub or remote system unreachable; 4 refused by a lifecycle rule."
        })
public final class Main {

    // Read by picocli alone
    @SuppressWarnings("UnusedVariable")
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain this command.")
    private boolean help;

    // Read by picocli alone
    @SuppressWarnings("UnusedVariable")
    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the versions of Tillbridge and Java.")
    private boolean version;

    private Main() {}

    /** Runs a command; ends the process with its exit code unless a hub was started. */
    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        if (code != ExitCode.FINE) {
            System.exit(code);
        }
    }

    /** The command line, with expected failures printed as one line. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    private static int report(Exception failure, CommandLine command) throws Exception {
        int code;
        if (failure instanceof WrongCallException) {
            code = ExitCode.WRONG_CALL;
        } else if (failure instanceof UnreachableException) {
            code = ExitCode.UNREACHABLE;
        } else if (failure instanceof StartupFailure known) {
            command.getErr().println("tillbridge: " + known.line());
            return ExitCode.WRONG_CALL;
        } else if (failure instanceof HubRefusedException refused) {
            command.getErr().println(refused.getMessage());
            return refused.exitCode();
        } else {
            throw failure;
        }
        command.getErr().println("tillbridge: " + failure.getMessage());
        return code;
    }
}
