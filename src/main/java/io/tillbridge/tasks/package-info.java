/** What people have to do, by when: opened and ended in the transaction of what makes it necessary or needless. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.tasks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
