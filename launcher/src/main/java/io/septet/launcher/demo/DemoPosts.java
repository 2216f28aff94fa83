package io.septet.launcher.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the demo desk says: the international desk of a made-up river city. Every text fits every
 * platform.
 */
final class DemoPosts {
    /** The desk's zone. */
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Who hears it. Instagram takes no post without a picture. */
    enum Audience {
        ALL(Set.of("x", "facebook", "instagram", "threads", "linkedin", "mastodon", "bluesky")),
        NEWS(Set.of("x", "facebook", "threads", "linkedin", "mastodon", "bluesky")),
        CULTURE(Set.of("facebook", "instagram", "threads", "mastodon", "bluesky"));

        private final Set<String> platforms;

        Audience(Set<String> platforms) {
            this.platforms = platforms;
        }

        boolean includes(String platform) {
            return platforms.contains(platform);
        }
    }

    /** When it goes out. */
    sealed interface Timing {
        /** At once. */
        record Now() implements Timing {}

        /** On a later day at a wall time of the desk's zone. */
        record In(int days, LocalTime at) implements Timing {
            ZonedDateTime due(ZonedDateTime now) {
                LocalDate day = now.withZoneSameInstant(ZONE).toLocalDate().plusDays(days);
                return ZonedDateTime.of(day, at, ZONE);
            }
        }

        /** Not yet. */
        record Draft() implements Timing {}
    }

    /**
     * One post.
     *
     * @param key names it for good: a started installation finds its posts again by it
     * @param altText what the picture shows; empty if there is none
     */
    record DemoPost(
            String key,
            Timing timing,
            Audience audience,
            String label,
            String text,
            @Nullable Pictures picture,
            String altText) {}

    private DemoPosts() {}

    /** In the order in which they are made. */
    static List<DemoPost> all() {
        return List.of(
                now(
                        "good-morning",
                        Audience.ALL,
                        "city",
                        "Good morning from Jiangcheng. Mist on the river, 14 degrees, and the"
                                + " first ferries left on time. This is what today looks like from"
                                + " the east bank. #Jiangcheng",
                        Pictures.BRIDGE_AT_DAWN,
                        "A cable-stayed bridge over a river, the sun low behind it"),
                now(
                        "line-eleven",
                        Audience.NEWS,
                        "transport",
                        "Line 11 opens to passengers this Saturday: 18 stations, airport to old"
                                + " town in 41 minutes, step-free throughout. The first train leaves"
                                + " at 05:58.",
                        Pictures.TRAIN,
                        "A white train with a red stripe on a viaduct in front of green hills"),
                now(
                        "film-week",
                        Audience.CULTURE,
                        "culture",
                        "River Film Week is back: 62 films from 27 countries, open-air screenings"
                                + " under the lanterns of Weaver Street, and every ticket below 40"
                                + " yuan.",
                        Pictures.LANTERNS,
                        "Strings of red lanterns over a street at dusk"),
                now(
                        "rain-notice",
                        Audience.NEWS,
                        "weather",
                        "Heavy rain is expected from 16:00 to 20:00. Underpasses at North Gate and"
                                + " Mill Lane close early; buses 7, 12 and 31 take the ring road."
                                + " Please allow more time.",
                        Pictures.UMBRELLAS,
                        "Many colourful umbrellas in a wet street, seen from above"),
                now(
                        "students",
                        Audience.NEWS,
                        "people",
                        "1,240 students from 63 countries begin their first term here this week."
                                + " We asked five of them which word they learned first. Three said"
                                + " noodles.",
                        null,
                        ""),
                now(
                        "lotus",
                        Audience.CULTURE,
                        "travel",
                        "The lotus is open at South Lake, two weeks early. Best light: 06:00 to"
                                + " 08:00. Best breakfast: the sesame buns at the west gate.",
                        Pictures.LOTUS,
                        "Pink lotus flowers among round green leaves"),
                now(
                        "air",
                        Audience.NEWS,
                        "city",
                        "Air quality this quarter: 81 good days out of 91, nine more than last"
                                + " year. What changed: 640 electric buses, and heating from the"
                                + " river instead of coal.",
                        null,
                        ""),
                now(
                        "skyline",
                        Audience.ALL,
                        "city",
                        "Lights out for the birds: from tonight the towers on the river dim at"
                                + " 22:00 during migration. It suits the moon, too. #Jiangcheng",
                        Pictures.SKYLINE_AT_NIGHT,
                        "Lit towers along a dark river under a full moon"),
                now(
                        "tea",
                        Audience.CULTURE,
                        "travel",
                        "An hour by bus, a world away: the tea hills of Yunling are picking. Guest"
                                + " houses are open, and the trail between the three villages is"
                                + " marked in English.",
                        Pictures.TEA_HILLS,
                        "Green tea terraces under a pale morning sky"),
                now(
                        "library",
                        Audience.NEWS,
                        "culture",
                        "The city library now lends in 19 languages, and to visitors as well: a"
                                + " passport and one minute at the desk are enough.",
                        null,
                        ""),
                now(
                        "regatta",
                        Audience.ALL,
                        "sport",
                        "48 boats, 11 nations, one stubborn headwind. The river regatta ended in a"
                                + " photo finish between Jiangcheng and Rotterdam; the jury needed"
                                + " 20 minutes.",
                        Pictures.REGATTA,
                        "Sailing boats with white, red and yellow sails on a blue river"),
                now(
                        "numbers",
                        Audience.NEWS,
                        "people",
                        "Number of the day: 7. That is how many people answer the city's"
                                + " English-language help line at night, every night: 12345, then 9.",
                        null,
                        ""),
                later(
                        "later-market",
                        1,
                        LocalTime.of(9, 0),
                        Audience.ALL,
                        "city",
                        "Weekend ahead: the night market on Weaver Street stays open until 01:00,"
                                + " and the last ferry waits for it.",
                        Pictures.LANTERNS,
                        "Strings of red lanterns over a street at dusk"),
                later(
                        "later-forum",
                        1,
                        LocalTime.of(18, 30),
                        Audience.NEWS,
                        "economy",
                        "Tonight at 19:00: mayors of twelve river cities on floods, freight and"
                                + " swimming. Live with English interpretation.",
                        null,
                        ""),
                later(
                        "later-trail",
                        2,
                        LocalTime.of(12, 0),
                        Audience.CULTURE,
                        "travel",
                        "Lunch-break walk: 2.4 km along the old city wall, four tea houses, one"
                                + " very proud cat.",
                        Pictures.TEA_HILLS,
                        "Green tea terraces under a pale morning sky"),
                later(
                        "later-episode",
                        3,
                        LocalTime.of(20, 0),
                        Audience.ALL,
                        "series",
                        "Rivers, episode 1 of 6: the pilot who has crossed this river 90,000 times"
                                + " and still looks down.",
                        Pictures.BRIDGE_AT_DAWN,
                        "A cable-stayed bridge over a river, the sun low behind it"),
                new DemoPost(
                        "draft-interview",
                        new Timing.Draft(),
                        Audience.NEWS,
                        "people",
                        "Interview with the new harbour master (waiting for the quote on page 2 to"
                                + " be confirmed).",
                        null,
                        ""));
    }

    private static DemoPost now(
            String key,
            Audience audience,
            String label,
            String text,
            @Nullable Pictures picture,
            String altText) {
        return new DemoPost(key, new Timing.Now(), audience, label, text, picture, altText);
    }

    private static DemoPost later(
            String key,
            int days,
            LocalTime at,
            Audience audience,
            String label,
            String text,
            @Nullable Pictures picture,
            String altText) {
        return new DemoPost(key, new Timing.In(days, at), audience, label, text, picture, altText);
    }
}
