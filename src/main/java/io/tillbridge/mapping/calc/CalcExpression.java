package io.tillbridge.mapping.calc;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import io.tillbridge.mapping.value.Decimals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One expression of {@code calc} or of an assert: parsed once by EvalEx with own dictionaries, evaluated by a tree of
 * small objects over BigDecimal: exact but for quotients, which have 34 digits, half even. Thread-safe.
 */
public final class CalcExpression {

    private static final int DEEPEST = 100;
    private static final ExpressionConfiguration FENCE = CalcFence.configuration();

    private final String text;
    private final List<String> names = new ArrayList<>();
    private final CalcNode root;
    private boolean inexact;

    private CalcExpression(String text) throws ParseException {
        this.text = text;
        ASTNode tree = new Expression(text, FENCE).getAbstractSyntaxTree();
        if (deeper(tree, DEEPEST)) {
            throw new ParseException(tree.getToken(), "it is nested deeper than " + DEEPEST + ": use lets");
        }
        this.root = compile(tree);
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException when it is not in the language; the message says where and why
     */
    public static CalcExpression of(String text) {
        try {
            return new CalcExpression(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage() + " at character " + e.getStartPosition(), e);
        }
    }

    /** The operands it reads, each once: the order {@link #value} takes them in. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Whether it has {@code *} or {@code /}, so that a cell needs {@code round}. */
    public boolean inexact() {
        return inexact;
    }

    /**
     * The value.
     *
     * @param operands BigDecimal, String, Boolean, a List of these, or null for an absent cell, as {@link #names()}
     * @return BigDecimal, String, Boolean or null
     * @throws CalcFailure when there is none
     */
    public @Nullable Object value(@Nullable Object[] operands) {
        return root.value(operands);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Whether a tree has more levels, found level by level: as deep a call for each would take the stack. */
    private static boolean deeper(ASTNode tree, int levels) {
        List<ASTNode> level = List.of(tree);
        for (int i = 0; i < levels && !level.isEmpty(); i++) {
            level = level.stream()
                    .flatMap(node -> node.getParameters().stream())
                    .toList();
        }
        return !level.isEmpty();
    }

    private CalcNode compile(ASTNode node) throws ParseException {
        return divides(node) ? CalcOperators.ofQuotient(part(node)) : part(node);
    }

    private static boolean divides(ASTNode node) {
        return (node.getToken().getType() == Token.TokenType.INFIX_OPERATOR
                        && node.getToken().getValue().equals("/"))
                || node.getParameters().stream().anyMatch(CalcExpression::divides);
    }

    private CalcNode part(ASTNode node) throws ParseException {
        Token token = node.getToken();
        String value = token.getValue();
        return switch (token.getType()) {
            case NUMBER_LITERAL -> number(token);
            case STRING_LITERAL -> operands -> value;
            case VARIABLE_OR_CONSTANT -> operand(value);
            case PREFIX_OPERATOR ->
                CalcOperators.prefix(value, compile(node.getParameters().get(0)));
            case INFIX_OPERATOR -> {
                inexact |= value.equals("*") || value.equals("/");
                yield CalcOperators.infix(
                        value,
                        compile(node.getParameters().get(0)),
                        compile(node.getParameters().get(1)));
            }
            case FUNCTION -> {
                List<CalcNode> arguments = new ArrayList<>();
                for (ASTNode parameter : node.getParameters()) {
                    arguments.add(compile(parameter));
                }
                CalcNode function = CalcFunctions.of(value.toLowerCase(Locale.ROOT), arguments);
                if (function == null) {
                    throw new ParseException(token, "'" + value + "' does not take " + arguments.size() + " values");
                }
                yield function;
            }
            default -> throw new ParseException(token, "'" + value + "' is not in the language");
        };
    }

    private static CalcNode number(Token token) throws ParseException {
        BigDecimal number = Decimals.parse(token.getValue());
        if (number == null) {
            throw new ParseException(token, "'" + token.getValue() + "' is not a plain decimal");
        }
        return operands -> number;
    }

    private CalcNode operand(String name) {
        int known = names.indexOf(name);
        int index = known >= 0 ? known : names.size();
        if (known < 0) {
            names.add(name);
        }
        return operands -> operands[index];
    }
}
