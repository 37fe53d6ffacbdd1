package io.tillbridge.mapping;

/** Looks whether the active set changed, and has this node run what it is now. */
@FunctionalInterface
public interface MappingNews {

    /** Looks now. When it cannot, what runs runs on, and the next look is another try. */
    void look();
}
