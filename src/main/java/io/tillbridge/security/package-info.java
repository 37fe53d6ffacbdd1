/** Users, roles, tokens, secrets. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.tillbridge.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
