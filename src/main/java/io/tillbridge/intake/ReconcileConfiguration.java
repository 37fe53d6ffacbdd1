package io.tillbridge.intake;

import io.tillbridge.partner.KeyedPoll;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers destinations that refuse a figure. */
@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    @Bean(destroyMethod = "stop")
    Reconciler reconciler(ObjectProvider<KeyedPoll> polls, JdbcClient jdbc, ApplicationEventPublisher events) {
        return new Reconciler(polls::getIfAvailable, jdbc, events);
    }
}
