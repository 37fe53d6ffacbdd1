package io.tillbridge.format;

/** The two EDI syntaxes: what their envelopes are called. */
enum EdiSyntax {
    X12("X12", "ISA", "IEA", "GS", "GE", "ST", "SE"),
    EDIFACT("EDIFACT", "UNB", "UNZ", "UNG", "UNE", "UNH", "UNT");

    /** As the parser calls it. */
    final String standard;

    final String interchange;
    final String interchangeEnd;
    final String group;
    final String groupEnd;
    final String set;
    final String setEnd;

    EdiSyntax(
            String standard,
            String interchange,
            String interchangeEnd,
            String group,
            String groupEnd,
            String set,
            String setEnd) {
        this.standard = standard;
        this.interchange = interchange;
        this.interchangeEnd = interchangeEnd;
        this.group = group;
        this.groupEnd = groupEnd;
        this.set = set;
        this.setEnd = setEnd;
    }
}
