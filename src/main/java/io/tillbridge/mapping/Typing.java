package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns a value into a cell of one type, or stops. */
interface Typing {

    /**
     * The cell.
     *
     * @param value present and not null
     * @throws Stop when the value does not fit
     */
    JsonNode cell(JsonNode value, Scope scope);

    /** Chooses by type. */
    static Typing of(CellFormat format) {
        return switch (format.type()) {
            case STRING -> (value, scope) -> TextTyping.string(value);
            case ID -> (value, scope) -> TextTyping.id(value);
            case BOOL -> (value, scope) -> TextTyping.bool(value);
            case ENUM -> (value, scope) -> TextTyping.oneOf(value, format.words());
            case CURRENCY -> (value, scope) -> TextTyping.currency(value);
            case LIST -> (value, scope) -> TextTyping.list(value);
            case INT ->
                format.intAsText()
                        ? (value, scope) -> NumberTyping.counter(value)
                        : (value, scope) -> NumberTyping.integer(value);
            case DECIMAL -> (value, scope) -> NumberTyping.decimal(value, format);
            case MONEY, MONEY_MINOR -> new MoneyTyping(format);
            case INSTANT -> (value, scope) -> TimeTyping.instant(value);
            case LOCAL_DATETIME -> (value, scope) -> TimeTyping.localDateTime(value, format, scope);
            case DATE -> (value, scope) -> TimeTyping.date(value);
            case TIMEZONE -> (value, scope) -> TimeTyping.zone(value);
            case REVISION -> throw new IllegalStateException("no row has the type revision");
        };
    }
}
