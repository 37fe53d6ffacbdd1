package io.tillbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://localhost:1",
                "(tcp://artemis-a:61616,tcp://artemis-b:61616)?ha=true",
                "tcp://broker:61616?sslEnabled=true&trustStorePath=/etc/trust.p12",
                "vm://7"
            })
    void whatTheClientUnderstandsPasses(String url) {
        assertThatCode(() -> BrokerUrl.require(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "http://localhost:61616", "localhost:61616", "tcp://[", "://"})
    void whatItDoesNotUnderstandIsRefused(String url) {
        assertThatThrownBy(() -> BrokerUrl.require(url))
                .isInstanceOfSatisfying(
                        StartupFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("broker_url_invalid"))
                .hasMessageContaining("tcp://host:61616");
    }
}
