package io.tillbridge.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.TillbridgeApplication;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/**
 * Amounts and quantities never pass through binary floating point, not even in a local variable, which ArchUnit does not
 * see: the byte code of these packages has no field, parameter, result, constant, array, conversion or operation of double or
 * float, and calls nothing that takes or gives one.
 */
class ExactArithmeticTest {

    private static final List<String> EXACT =
            List.of("canonical", "mapping", "orders", "posting", "stock", "catalog", "books");

    /** A counter counts in double; what it counts are documents. */
    private static final Set<String> METRICS = Set.of("io/micrometer/core/instrument/Counter");

    private static final Set<String> BOXES = Set.of("java/lang/Double", "java/lang/Float");

    @Test
    void noFigureOfTheBooksIsBinaryFloatingPoint() throws IOException, URISyntaxException {
        Path classes = Path.of(TillbridgeApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> found = new TreeSet<>();
        int read = 0;
        for (String name : EXACT) {
            Path folder = classes.resolve("io/tillbridge").resolve(name);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                            .toList()) {
                        found.addAll(floating(Files.readAllBytes(file)));
                        read++;
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(200);
        assertThat(found).as("use BigDecimal, Money or Quantity instead").isEmpty();
    }

    /** One of each way in; a rule that sees none of them would pass for ever. */
    @SuppressWarnings({"unused", "UnnecessaryBoxedVariable"})
    private static final class Inexact {

        float rate;

        int local(long cents) {
            double share = cents;
            share /= 3;
            return (int) share;
        }

        static boolean parameter(double amount) {
            return true;
        }

        static boolean boxed(Double amount) {
            return amount.equals(1.5);
        }

        static int called(BigDecimal amount) {
            return Double.compare(amount.doubleValue(), 0);
        }

        static Object array() {
            return new double[1];
        }

        static long rounded(BigDecimal amount) {
            return Math.round(amount.floatValue());
        }
    }

    @Test
    void everyWayInIsSeen() throws IOException {
        try (var bytes = ExactArithmeticTest.class.getResourceAsStream("ExactArithmeticTest$Inexact.class")) {
            assertThat(floating(bytes.readAllBytes()))
                    .extracting(line -> line.replaceAll("^.*Inexact\\.(\\w+).*$", "$1"))
                    .containsExactlyInAnyOrder("rate", "local", "parameter", "boxed", "called", "array", "rounded");
        }
    }

    private static Set<String> floating(byte[] code) {
        Set<String> found = new TreeSet<>();
        ClassReader reader = new ClassReader(code);
        String name = reader.getClassName();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable FieldVisitor visitField(
                            int access, String field, String type, String signature, Object value) {
                        if (floating(Type.getType(type))) {
                            found.add(name + "." + field);
                        }
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String type, String signature, String[] exceptions) {
                        String place = name + "." + method;
                        if (inSignature(type)) {
                            found.add(place);
                        }
                        return new Instructions(place, found);
                    }
                },
                ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return found;
    }

    private static boolean inSignature(String type) {
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(type)));
        types.add(Type.getReturnType(type));
        return types.stream().anyMatch(ExactArithmeticTest::floating);
    }

    private static boolean floating(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        return element.getSort() == Type.DOUBLE
                || element.getSort() == Type.FLOAT
                || (element.getSort() == Type.OBJECT && BOXES.contains(element.getInternalName()));
    }

    private static final class Instructions extends MethodVisitor {

        private static final Set<Integer> OPERATIONS = operations();

        private final String place;
        private final Set<String> found;

        Instructions(String place, Set<String> found) {
            super(Opcodes.ASM9);
            this.place = place;
            this.found = found;
        }

        /** By ranges of the instruction set: constants, arrays, arithmetic, conversions and comparisons. */
        private static Set<Integer> operations() {
            Set<Integer> all = new TreeSet<>(Set.of(
                    Opcodes.FALOAD,
                    Opcodes.DALOAD,
                    Opcodes.FASTORE,
                    Opcodes.DASTORE,
                    Opcodes.FRETURN,
                    Opcodes.DRETURN));
            for (int code = Opcodes.FCONST_0; code <= Opcodes.DCONST_1; code++) {
                all.add(code);
            }
            for (int code = Opcodes.IADD; code <= Opcodes.DNEG; code++) {
                if ((code - Opcodes.IADD) % 4 >= 2) {
                    all.add(code);
                }
            }
            all.addAll(Set.of(
                    Opcodes.F2I,
                    Opcodes.F2L,
                    Opcodes.F2D,
                    Opcodes.D2I,
                    Opcodes.D2L,
                    Opcodes.D2F,
                    Opcodes.FCMPL,
                    Opcodes.FCMPG,
                    Opcodes.DCMPL,
                    Opcodes.DCMPG));
            return all;
        }

        @Override
        public void visitInsn(int code) {
            if (OPERATIONS.contains(code)) {
                found.add(place);
            }
        }

        @Override
        public void visitVarInsn(int code, int variable) {
            if (Set.of(Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.FSTORE, Opcodes.DSTORE)
                    .contains(code)) {
                found.add(place);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof Double || value instanceof Float) {
                found.add(place);
            }
        }

        @Override
        public void visitIntInsn(int code, int operand) {
            if (code == Opcodes.NEWARRAY && (operand == Opcodes.T_DOUBLE || operand == Opcodes.T_FLOAT)) {
                found.add(place);
            }
        }

        @Override
        public void visitTypeInsn(int code, String type) {
            if (BOXES.contains(type)) {
                found.add(place);
            }
        }

        @Override
        public void visitFieldInsn(int code, String owner, String field, String type) {
            if (floating(Type.getType(type))) {
                found.add(place);
            }
        }

        @Override
        public void visitMethodInsn(int code, String owner, String method, String type, boolean isInterface) {
            if (!METRICS.contains(owner) && (BOXES.contains(owner) || inSignature(type))) {
                found.add(place);
            }
        }
    }
}
