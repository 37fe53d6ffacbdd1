package io.tillbridge.mapping.calc;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameterDefinition;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * EvalEx with own dictionaries: it parses, this package evaluates. Arrays, structures, binary, implicit multiplication,
 * default constants and everything else it ships are off.
 */
final class CalcFence {

    static final Set<String> FUNCTIONS =
            Set.of("sum", "min", "max", "abs", "count", "if", "round_half_up", "round_half_even", "round_down");

    private static final Map<String, Integer> INFIX = Map.ofEntries(
            Map.entry("||", OperatorIfc.OPERATOR_PRECEDENCE_OR),
            Map.entry("&&", OperatorIfc.OPERATOR_PRECEDENCE_AND),
            Map.entry("=", OperatorIfc.OPERATOR_PRECEDENCE_EQUALITY),
            Map.entry("<>", OperatorIfc.OPERATOR_PRECEDENCE_EQUALITY),
            Map.entry("<", OperatorIfc.OPERATOR_PRECEDENCE_COMPARISON),
            Map.entry("<=", OperatorIfc.OPERATOR_PRECEDENCE_COMPARISON),
            Map.entry(">", OperatorIfc.OPERATOR_PRECEDENCE_COMPARISON),
            Map.entry(">=", OperatorIfc.OPERATOR_PRECEDENCE_COMPARISON),
            Map.entry("+", OperatorIfc.OPERATOR_PRECEDENCE_ADDITIVE),
            Map.entry("-", OperatorIfc.OPERATOR_PRECEDENCE_ADDITIVE),
            Map.entry("*", OperatorIfc.OPERATOR_PRECEDENCE_MULTIPLICATIVE),
            Map.entry("/", OperatorIfc.OPERATOR_PRECEDENCE_MULTIPLICATIVE));

    private CalcFence() {}

    /** The configuration to parse with. */
    static ExpressionConfiguration configuration() {
        MapBasedOperatorDictionary operators = new MapBasedOperatorDictionary();
        INFIX.forEach((sign, precedence) -> operators.addOperator(sign, new Sign(precedence, false)));
        operators.addOperator("-", new Sign(OperatorIfc.OPERATOR_PRECEDENCE_UNARY, true));
        operators.addOperator("!", new Sign(OperatorIfc.OPERATOR_PRECEDENCE_UNARY, true));
        MapBasedFunctionDictionary functions = new MapBasedFunctionDictionary();
        FUNCTIONS.forEach(name -> functions.addFunction(name, new Name()));
        return ExpressionConfiguration.builder()
                .operatorDictionary(operators)
                .functionDictionary(functions)
                .defaultConstants(Map.of())
                .arraysAllowed(false)
                .structuresAllowed(false)
                .binaryAllowed(false)
                .implicitMultiplicationAllowed(false)
                .singleQuoteStringLiteralsAllowed(true)
                .stripTrailingZeros(false)
                .maxRecursionDepth(100)
                .build();
    }

    private static EvaluationValue never(Token token) throws EvaluationException {
        throw new EvaluationException(token, "evaluated by CalcExpression only");
    }

    private record Sign(int precedence, boolean prefix) implements OperatorIfc {
        @Override
        public int getPrecedence() {
            return precedence;
        }

        @Override
        public boolean isLeftAssociative() {
            return !prefix;
        }

        @Override
        public boolean isPrefix() {
            return prefix;
        }

        @Override
        public boolean isPostfix() {
            return false;
        }

        @Override
        public boolean isInfix() {
            return !prefix;
        }

        @Override
        public int getPrecedence(ExpressionConfiguration configuration) {
            return precedence;
        }

        @Override
        public boolean isOperandLazy() {
            return false;
        }

        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... operands)
                throws EvaluationException {
            return never(token);
        }
    }

    private static final class Name implements FunctionIfc {
        @Override
        public List<FunctionParameterDefinition> getFunctionParameterDefinitions() {
            return List.of(FunctionParameterDefinition.builder()
                    .name("values")
                    .isVarArg(true)
                    .build());
        }

        @Override
        public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values)
                throws EvaluationException {
            return never(token);
        }

        @Override
        public void validatePreEvaluation(Token token, EvaluationValue... values) throws EvaluationException {
            // counts are checked when the tree is compiled
        }

        @Override
        public boolean hasVarArgs() {
            return true;
        }
    }
}
