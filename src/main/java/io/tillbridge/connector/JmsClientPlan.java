package io.tillbridge.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message broker that is reached by JMS.
 *
 * @param url of Artemis' client, such as {@code (tcp://a:61616,tcp://b:61616)?ha=true}, without credentials
 * @param login user and password, or none
 * @param timeout for one send until the broker has confirmed it
 */
public record JmsClientPlan(
        String name, String url, Auth login, @Nullable Budget budget, Duration timeout) implements ClientPlan {}
