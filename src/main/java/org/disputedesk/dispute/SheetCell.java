package org.disputedesk.dispute;

/** A cell of a report that people open with a spreadsheet. */
public final class SheetCell {

    private static final String BEGINS_FORMULA = "=+-@\t\r\n＝＋－＠";

    private SheetCell() {}

    /** What a spreadsheet would take for a formula is shown to it as text. */
    public static String safe(String cell) {
        return !cell.isEmpty() && BEGINS_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
