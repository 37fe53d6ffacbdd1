package io.tillbridge.mapping;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ExactNumbersTest {

    private static final String[] EXACT = {"io.tillbridge.mapping..", "io.tillbridge.canonical.."};
    private static final DescribedPredicate<JavaClass> BINARY = DescribedPredicate.describe(
            "double or float",
            type -> type.getName().equals("double")
                    || type.getName().equals("float")
                    || type.getName().equals("java.lang.Double")
                    || type.getName().equals("java.lang.Float"));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tillbridge.mapping", "io.tillbridge.canonical");

    @Test
    void noFieldOrMethodOfMappingsAndCanonicalEventsIsBinaryFloatingPoint() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(EXACT)
                .should()
                .notHaveRawType(BINARY)
                .because("cents get lost; use BigDecimal instead")
                .check(classes);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(EXACT)
                .should()
                .notHaveRawReturnType(BINARY)
                .because("cents get lost; use BigDecimal instead")
                .check(classes);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(EXACT)
                .should()
                .haveRawParameterTypes(DescribedPredicate.anyElementThat(BINARY))
                .because("cents get lost; use BigDecimal instead")
                .check(classes);
    }

    @Test
    void nothingInThemCallsWhatGivesOrTakesBinaryFloatingPoint() {
        noClasses()
                .that()
                .resideInAnyPackage(EXACT)
                .should()
                .callCodeUnitWhere(DescribedPredicate.describe(
                        "gives or takes double or float",
                        (JavaCall<?> call) -> BINARY.test(call.getTarget().getRawReturnType())
                                || call.getTarget().getRawParameterTypes().stream()
                                        .anyMatch(BINARY)))
                .because("cents get lost; use decimalValue and BigDecimal instead")
                .check(classes);
    }
}
