package io.septet.analytics.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.ResourceAccessException;

class WorthRepeatingTests {
    private final WorthRepeating worth = new WorthRepeating();

    @Test
    void onlyWhatFailedQuicklyIsAskedOnceMore() {
        assertThat(worth.test(failed(new ConnectException("refused")))).isTrue();
        assertThat(worth.test(failed(new IOException("reset")))).isTrue();
        assertThat(worth.test(failed(new HttpTimeoutException("too slow")))).isFalse();
        assertThat(worth.test(new IllegalStateException())).isFalse();
    }

    private static ResourceAccessException failed(IOException cause) {
        return new ResourceAccessException("I/O error", cause);
    }
}
