package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.intake.RunState.ParentPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a listing of parents, one page of them in memory. After a crash the page is asked for again and the parent looked
 * for in it; when it has left the page, the whole page is walked again.
 */
final class Parents {

    private PagePlace page;
    private int index;
    private @Nullable String key;
    private List<JsonNode> records = List.of();
    private @Nullable PagePlace next;
    private boolean asked;

    Parents(@Nullable ParentPlace place) {
        this.page = place == null ? PagePlace.START : place.page();
        this.index = place == null ? 0 : place.index();
        this.key = place == null ? null : place.key();
    }

    /** Begins at the first parent again. */
    void restart() {
        page = PagePlace.START;
        index = 0;
        key = null;
        records = List.of();
        asked = false;
    }

    /** The page that has to be asked for; null when there is a parent now. */
    @Nullable
    PagePlace wanted() {
        return asked ? null : page;
    }

    /** Takes the page that was wanted. */
    void took(PageTurn.Read read) {
        records = read.records();
        next = read.next();
        asked = true;
        if (key != null) {
            index = index < records.size() && hash(index).equals(key) ? index : find(key);
            key = null;
        }
        skipEmpty();
    }

    /** The parent whose records are read; null after the last. */
    @Nullable
    JsonNode current() {
        return index < records.size() ? records.get(index) : null;
    }

    /** Goes on to the next parent. */
    void advance() {
        index++;
        skipEmpty();
    }

    /** Where it stands, as stored; null after the last parent. */
    @Nullable
    ParentPlace place() {
        if (asked && current() == null) {
            return null;
        }
        return new ParentPlace(page, asked ? index : 0, asked ? hash(index) : "");
    }

    private void skipEmpty() {
        if (index >= records.size() && next != null) {
            page = next;
            next = null;
            index = 0;
            records = List.of();
            asked = false;
        }
    }

    private int find(String wanted) {
        for (int i = 0; i < records.size(); i++) {
            if (hash(i).equals(wanted)) {
                return i;
            }
        }
        return 0;
    }

    private String hash(int of) {
        return RecordDocuments.hash(records.get(of));
    }
}
