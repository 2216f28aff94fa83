package io.septet.quartz.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.quartz.JobDataMap;
import org.quartz.JobPersistenceException;

class DataJsonTests {
    @Test
    void everyTypeComesBackAsItWas() throws Exception {
        var data = new JobDataMap();
        data.put("text", "a \"b\" \u4f60 {x}:%");
        data.put("flag", true);
        data.put("int", 7);
        data.put("long", 7L);
        data.put("big", Long.MAX_VALUE);
        data.put("short", (short) 7);
        data.put("byte", (byte) 7);
        data.put("float", 1.5f);
        data.put("double", 2.0);
        data.put("nan", Double.NaN);
        data.put("char", 'x');
        data.put("decimal", new BigDecimal("1.10"));
        data.put("integer", new BigInteger("123456789012345678901234567890"));
        data.put("date", new Date(5));
        data.put("instant", Instant.EPOCH);
        data.put("day", LocalDate.of(2026, 2, 3));
        data.put("duration", Duration.ofSeconds(3));
        data.put("zone", ZoneId.of("Pacific/Chatham"));
        data.put("id", new UUID(1, 2));
        data.put("nothing", null);
        data.put("list", Arrays.asList(1, 2L, null, List.of("x")));
        data.put("map", Map.of("@long", "not a long", "inner", Map.of("a", 1L)));
        data.put("odd", Map.of("@map", 1));

        var back = DataJson.read(DataJson.write(data));

        assertThat(back.getWrappedMap()).isEqualTo(data.getWrappedMap());
        assertThat(back.isDirty()).isFalse();
    }

    @Test
    void nothingIsStoredAsNothing() throws Exception {
        assertThat(DataJson.write(new JobDataMap())).isEmpty();
        assertThat(DataJson.read("")).isEmpty();
    }

    @Test
    void whatCannotBeStoredIsNamedByItsPath() {
        var data = new JobDataMap();
        data.put("list", List.of(1, Map.of("k", new StringBuilder())));
        assertThatThrownBy(() -> DataJson.write(data))
                .isInstanceOf(JobPersistenceException.class)
                .hasMessageContaining("\"list[1].k\"")
                .hasMessageContaining("StringBuilder");
    }

    @Test
    void aTypeThatIsNotOursIsNotMade() {
        assertThatThrownBy(() -> DataJson.read("{\"a\":{\"@java.lang.Runtime\":\"\"}}"))
                .isInstanceOf(JobPersistenceException.class);
    }
}
