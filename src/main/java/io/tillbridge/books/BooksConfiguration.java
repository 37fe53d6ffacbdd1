package io.tillbridge.books;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ledgers and their rules, read once at start. */
@Configuration(proxyBeanMethods = false)
class BooksConfiguration {

    @Bean
    Ledgers ledgers(HomeFiles home) {
        Problems problems = new Problems();
        Ledgers ledgers = LedgerRules.read(home, problems);
        problems.refuse();
        return ledgers;
    }
}
