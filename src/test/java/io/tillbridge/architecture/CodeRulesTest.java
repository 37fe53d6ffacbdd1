package io.tillbridge.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What kind of code may appear where. A rule that fails says what to do instead. */
@AnalyzeClasses(packages = "io.tillbridge", importOptions = DoNotIncludeTests.class)
class CodeRulesTest {

    private static final String[] DOMAIN = {
        "io.tillbridge.canonical..",
        "io.tillbridge.mapping..",
        "io.tillbridge.stock..",
        "io.tillbridge.orders..",
        "io.tillbridge.catalog..",
        "io.tillbridge.books.."
    };

    @ArchTest
    static final ArchRule DOMAIN_KNOWS_NO_TRANSPORT = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..",
                    "org.apache.activemq..",
                    "org.apache.kafka..",
                    "jakarta.jms..",
                    "jakarta.servlet..",
                    "java.net.http..",
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "org.springframework.jms..")
            .because("the books must be testable without a broker or a web server; pass plain values in from a route"
                    + " or a controller instead");

    @ArchTest
    static final ArchRule EXPRESSIONS_STAND_BEHIND_THEIR_FENCE = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillbridge.mapping.expr..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dashjoin..")
            .because("JSONata counts in binary floating point and knows no bounds; use ExprExpression instead");

    @ArchTest
    static final ArchRule NO_FIELD_INJECTION = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("what a class needs shall be seen in its constructor; take it as a constructor parameter instead");

    @ArchTest
    static final ArchRule NO_GENERIC_EXCEPTIONS = noClasses()
            .that()
            .areNotAssignableTo(Throwable.class)
            .should()
            .callConstructor(RuntimeException.class, String.class)
            .orShould()
            .callConstructor(RuntimeException.class, String.class, Throwable.class)
            .orShould()
            .callConstructor(RuntimeException.class, Throwable.class)
            .orShould()
            .callConstructor(Exception.class, String.class)
            .because("nobody can act on it; throw one that names the failure, or return a value of a sealed type"
                    + " instead");

    @ArchTest
    static final ArchRule STANDARD_STREAMS_ONLY_IN_CLI = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillbridge.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("output belongs to the command line; log one structured line instead");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses()
            .that()
            .resideOutsideOfPackage("io.tillbridge.platform..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("tests run on a clock of their own; inject java.time.Clock and ask it instead");

    @ArchTest
    static final ArchRule NO_SLEEP = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .because("a sleeping thread does no work and hides a missing signal; schedule the next step instead");

    @ArchTest
    static final ArchRule TIMES_GO_TO_THE_DATABASE_WITH_THEIR_TYPE = noClasses()
            .should()
            .callMethod(PreparedStatement.class, "setTimestamp", int.class, Timestamp.class)
            .orShould()
            .callMethod(PreparedStatement.class, "setTimestamp", int.class, Timestamp.class, Calendar.class)
            .orShould()
            .callMethod(Timestamp.class, "from", Instant.class)
            .because("the driver sends a Timestamp without a type and asks the database what it should be, a round trip"
                    + " more; bind SqlTimes.of(moment) with setObject or param instead");

    @ArchTest
    static final ArchRule NO_FLOATING_POINT_FIELDS_IN_THE_BOOKS = noFields()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(DOMAIN))
            .should()
            .haveRawType(double.class)
            .orShould()
            .haveRawType(float.class)
            .orShould()
            .haveRawType(Double.class)
            .orShould()
            .haveRawType(Float.class)
            .because("0.1 + 0.2 is not 0.3; use BigDecimal, Money or Quantity instead");

    @ArchTest
    static final ArchRule NO_FLOATING_POINT_RESULTS_IN_THE_BOOKS = noMethods()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(DOMAIN))
            .should()
            .haveRawReturnType(double.class)
            .orShould()
            .haveRawReturnType(float.class)
            .orShould()
            .haveRawReturnType(Double.class)
            .orShould()
            .haveRawReturnType(Float.class)
            .because("0.1 + 0.2 is not 0.3; use BigDecimal, Money or Quantity instead");

    @ArchTest
    static final ArchRule NAMES_ARE_NOUNS_OF_THE_FIELD = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameContaining("Process")
            .orShould()
            .haveSimpleNameContaining("Handler")
            .because("such a name hides what the class is about; name it after the thing it knows, or the one thing it"
                    + " does, instead");
}
