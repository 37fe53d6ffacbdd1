package io.tillbridge.platform;

/** A URL as it may be shown: without what may be a password. */
final class ShownUrl {

    private ShownUrl() {}

    /**
     * The URL up to its first {@code ?}, {@code ;} or {@code #}, without {@code user:password@}. Of a list of URLs only the
     * part after the last {@code @} is left: less is shown rather than too much.
     */
    static String of(String url) {
        String shown = url.split("[?;#]", 2)[0];
        int slashes = shown.indexOf("//");
        int at = shown.lastIndexOf('@');
        return slashes >= 0 && at > slashes ? shown.substring(0, slashes + 2) + shown.substring(at + 1) : shown;
    }

    /** A text, such as a driver's message, with this URL in it as it may be shown. */
    static String in(String text, String url) {
        return url.isEmpty() ? text : text.replace(url, of(url));
    }
}
