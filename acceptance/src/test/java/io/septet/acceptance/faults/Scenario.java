package io.septet.acceptance.faults;

import io.septet.acceptance.faults.Feeds.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * For each guard a scenario in which only that guard keeps a post from going wrong. It fails by an
 * exception if it does not come to what it is about.
 */
final class Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int POSTS = 4;
    private static final String CRASH_POINT = "septet.crash-point";
    private static final List<String> ACCOUNTS = List.of("accounts-a", "accounts-b");

    private final Path folder;
    private final Map<String, Path> jars;

    /**
     * @param folder of its own
     * @param jars that run instead of those that were built
     */
    Scenario(Path folder, Map<String, Path> jars) {
        this.folder = folder;
        this.jars = jars;
    }

    /** Plays it; answers what went wrong, each in a line. */
    List<String> play(Guard guard) throws IOException, InterruptedException {
        return switch (guard) {
            case ARM -> killedWhileSending();
            case SETTLE -> shownLate();
            case HOLD -> heldJustBeforeItIsDue();
            case VERSION -> movedWhileAnotherIsAboutToArm();
            case SEND_BY -> stoppedBetweenArmingAndSending();
        };
    }

    /** Everybody who sends is killed while the platform has the posts and has not answered. */
    private List<String> killedWhileSending() throws IOException, InterruptedException {
        try (var stage = stage(Setup.of(5, 1))) {
            var feed = stage.feed("linkedin", "N0");
            stage.fault("linkedin", "slow", 1, 4_500);
            var due = Instant.now().plusSeconds(25);
            var posts = schedule(stage, feed, true, due, POSTS);
            Stage.until("one is there", PATIENCE, () -> !stage.accepted("Guarded").isEmpty());
            stage.fleet().kill("accounts-a");
            stage.fleet().kill("accounts-b");
            stage.fault("linkedin", "slow", 0, 0);
            stage.fleet().startAgain("accounts-a");
            stage.fleet().startAgain("accounts-b");
            stage.fleet().awaitHealthy();
            awaitEnd(stage, posts);
            return moreThanOnce(stage);
        }
    }

    /** The platform accepts, hangs up, and shows the post only later; and it keeps no keys. */
    private List<String> shownLate() throws IOException, InterruptedException {
        try (var stage = stage(Setup.of(5, 1))) {
            var feed = stage.feed("mastodon", "K");
            stage.fault("mastodon", "cut-after-accept", 1, 0);
            stage.fault("mastodon", "key-ignored", 1, 0);
            stage.fault("mastodon", "readback-lag", 1, 12_000);
            // Without a picture: one that is attached already would give the second post away.
            var posts = schedule(stage, feed, false, soon(25), POSTS);
            Stage.until(
                    "all are accepted", PATIENCE, () -> stage.accepted("Guarded").size() >= POSTS);
            stage.fault("mastodon", "cut-after-accept", 0, 0);
            awaitEnd(stage, posts);
            return moreThanOnce(stage);
        }
    }

    /** A hold is set while prepared posts wait for their second. */
    private List<String> heldJustBeforeItIsDue() throws IOException, InterruptedException {
        try (var stage = stage(Setup.of(1.5, 1))) {
            var feed = stage.feed("mastodon", "K");
            var due = Instant.now().plusSeconds(55);
            var posts = schedule(stage, feed, true, due, POSTS);
            for (var post : posts) {
                Stage.until("it is prepared", PATIENCE, () -> stage.times(post, "prepared") > 0);
            }
            stage.api()
                    .post(
                            "/api/v1/holds",
                            Map.of("scope", "workspace", "reason", "The text was wrong"),
                            "hold",
                            due)
                    .must();
            var held = Instant.now();
            if (held.isAfter(due)) {
                throw new IllegalStateException("This machine is too slow: it was due before");
            }
            Stage.sleepUntil(due.plusSeconds(10));
            return stage.accepted("Guarded").stream()
                    .map(at -> "accepted at " + at + " although held since " + held)
                    .toList();
        }
    }

    /**
     * One replica stops before it arms; meanwhile the post is moved and prepared for later, within
     * the five seconds after which the other replica would take the step.
     */
    private List<String> movedWhileAnotherIsAboutToArm() throws IOException, InterruptedException {
        var setup = stopping("accounts-a", "before-arm", 1);
        setup = setup.with("accounts-b", CRASH_POINT, "before-arm:STOP");
        try (var stage = stage(setup)) {
            var fleet = stage.fleet();
            var post = schedule(stage, stage.feed("mastodon", "K"), true, soon(45), 1).getFirst();
            Stage.until(
                    "one stops",
                    PATIENCE,
                    () -> ACCOUNTS.stream().anyMatch(name -> isStopped(fleet, name)));
            boolean first = isStopped(fleet, ACCOUNTS.getFirst());
            var stopped = first ? ACCOUNTS.getFirst() : ACCOUNTS.getLast();
            var other = first ? ACCOUNTS.getLast() : ACCOUNTS.getFirst();
            fleet.reachOnly(other);
            var later = soon(60);
            stage.api()
                    .post(
                            "/api/v1/posts/" + post + "/schedule",
                            Map.of("due", later.toString()),
                            "move",
                            later)
                    .must();
            Stage.until("it is prepared again", PATIENCE, () -> stage.times(post, "prepared") > 1);
            fleet.program(stopped).signal("CONT");
            while (Instant.now().isBefore(later.plusSeconds(20))) {
                // It has its own turn to stop when it arms what was moved.
                if (isStopped(fleet, other)) {
                    fleet.program(other).signal("CONT");
                }
                Thread.sleep(200);
            }
            var wrong = new ArrayList<>(moreThanOnce(stage));
            for (var at : stage.accepted("Guarded")) {
                if (at.isBefore(later)) {
                    wrong.add("accepted at " + at + " although moved to " + later);
                }
            }
            return wrong;
        }
    }

    private static boolean isStopped(Fleet fleet, String name) {
        try {
            return fleet.program(name).isStopped();
        } catch (IOException gone) {
            return false;
        }
    }

    /** One replica stops after arming; a person lets the post go out once more; then it wakes. */
    private List<String> stoppedBetweenArmingAndSending() throws IOException, InterruptedException {
        try (var stage = stage(stopping("accounts-a", "after-arm", 5))) {
            var fleet = stage.fleet();
            fleet.kill("accounts-b");
            var post = schedule(stage, stage.feed("linkedin", "N0"), true, soon(25), 1).getFirst();
            letOtherTakeOver(fleet);
            Stage.until("a person is asked", PATIENCE, () -> stage.state(post).equals("REVIEW"));
            stage.api()
                    .post(
                            "/api/v1/deliveries/"
                                    + stage.story(post).path("id").asString()
                                    + "/resolve",
                            Map.of("choice", "again"),
                            "again",
                            soon(60))
                    .must();
            Stage.until("it is sent", PATIENCE, () -> !stage.accepted("Guarded").isEmpty());
            fleet.program("accounts-a").signal("CONT");
            Stage.sleepUntil(soon(10));
            return moreThanOnce(stage);
        }
    }

    /** Waits until accounts-a has stopped, and lets accounts-b do everything from then on. */
    private static void letOtherTakeOver(Fleet fleet) throws IOException, InterruptedException {
        Stage.until("it stops", PATIENCE, () -> fleet.program("accounts-a").isStopped());
        fleet.reachOnly("accounts-b");
        fleet.startAgain("accounts-b");
        Stage.until("the other is there", PATIENCE, () -> fleet.program("accounts-b").isReady());
    }

    private Stage stage(Setup setup) throws IOException, InterruptedException {
        return Stage.set(folder, setup.running(jars).without("scheduler-b"));
    }

    private static Setup stopping(String program, String point, double factor) {
        return Setup.of(factor, 1).with(program, CRASH_POINT, point + ":STOP");
    }

    private static Instant soon(long seconds) {
        return Instant.now().plusSeconds(seconds);
    }

    private static List<String> schedule(
            Stage stage, Feed feed, boolean pictured, Instant due, int count)
            throws InterruptedException {
        var posts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            posts.add(stage.schedule("Guarded" + i + "th post", feed, pictured, due));
        }
        return posts;
    }

    private static void awaitEnd(Stage stage, List<String> posts)
            throws IOException, InterruptedException {
        for (var post : posts) {
            Stage.until(
                    "it ends",
                    PATIENCE,
                    () ->
                            List.of("PUBLISHED", "REVIEW", "MISSED", "FAILED")
                                    .contains(stage.state(post)));
        }
        // What is sent too often comes a little later.
        Stage.sleepUntil(soon(5));
    }

    private static List<String> moreThanOnce(Stage stage) throws InterruptedException {
        var wrong = new ArrayList<String>();
        for (int i = 0; i < POSTS; i++) {
            var accepted = stage.accepted("Guarded" + i + "th");
            if (accepted.size() > 1) {
                wrong.add("accepted more than once: " + accepted);
            }
        }
        return wrong;
    }
}
