package io.tillbridge.catalog;

/**
 * Which connection's word counts for which field of an item. What others say of it is compared and never applied.
 */
public interface Ownership {

    /** What every connection says counts. */
    Ownership ANYBODY = new Ownership() {
        @Override
        public boolean inForce() {
            return false;
        }

        @Override
        public boolean owns(String connection, ItemField field) {
            return true;
        }
    };

    /** Whether any field has an owner. Then each owner's revisions are counted apart, because they do not compare. */
    boolean inForce();

    /** Whether a connection's word counts for a field. */
    boolean owns(String connection, ItemField field);
}
