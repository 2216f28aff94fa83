package io.septet.sandbox.ledger;

import io.septet.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The demo accounts: the international desk of a city's broadcaster. Tokens are drawn at first
 * start and kept in {@code accounts.json}, {@code {"<key>":"<token>"}}.
 */
public final class Accounts {
    /** LinkedIn's id of the member who administers the organisation. */
    public static final String MEMBER = "septet5583111";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Account> all;

    private Accounts(List<Account> all) {
        this.all = List.copyOf(all);
    }

    /**
     * The accounts with their tokens.
     *
     * @param instances how many Mastodon-like servers run, at most 3
     */
    public static Accounts open(Path folder, int instances) {
        Path file = folder.resolve("accounts.json");
        var tokens = new TreeMap<String, String>();
        try {
            if (Files.exists(file)) {
                ObjectNode stored = Json.object(Files.readAllBytes(file));
                if (stored == null) {
                    throw new IllegalStateException(
                            file + " is damaged; remove it and connect the feeds again");
                }
                stored.properties()
                        .forEach(entry -> tokens.put(entry.getKey(), entry.getValue().asString()));
            }
            int before = tokens.size();
            var accounts = new Accounts(demo(instances, tokens));
            if (tokens.size() != before) {
                Path fresh = folder.resolve("accounts.json.new");
                Files.write(fresh, Json.bytes(tokens));
                Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            return accounts;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
    }

    private static List<Account> demo(int instances, TreeMap<String, String> tokens) {
        var all = new ArrayList<Account>();
        all.add(x(tokens, "1830000000000000101", "jiangcheng_now", "Jiangcheng Now", 48_200));
        all.add(x(tokens, "1830000000000000102", "jiangcheng_live", "Jiangcheng Live", 12_900));
        all.add(page(tokens, "100200300400501", "Jiangcheng International", 96_400));
        all.add(page(tokens, "100200300400502", "Jiangcheng Culture", 31_700));
        var people =
                List.of(
                        new String[] {"desk", "Jiangcheng Desk", "5300"},
                        new String[] {"city", "Jiangcheng City", "2800"},
                        new String[] {"travel", "Jiangcheng Travel", "7100"});
        for (int i = 0; i < instances; i++) {
            String[] who = people.get(i);
            String key = "mastodon-" + who[0];
            all.add(
                    new Account(
                            key,
                            Platform.MASTODON,
                            "11250000000000010" + (i + 1),
                            who[0],
                            who[1],
                            tokens.computeIfAbsent(key, missing -> random("", 32)),
                            i,
                            Integer.parseInt(who[2])));
        }
        all.add(
                new Account(
                        "bluesky-jiangcheng",
                        Platform.BLUESKY,
                        "did:plc:jiangchengsandbox2345677",
                        "jiangcheng.bsky.localhost",
                        "Jiangcheng Sky",
                        tokens.computeIfAbsent("bluesky-jiangcheng", missing -> appPassword()),
                        0,
                        8_600));
        all.add(organization(tokens, "5583111", "jiangcheng-international", 21_300));
        all.add(
                profile(
                        tokens,
                        Platform.INSTAGRAM,
                        "17841400000000101",
                        "jiangcheng.intl",
                        "Jiangcheng in Pictures",
                        57_300));
        all.add(
                profile(
                        tokens,
                        Platform.THREADS,
                        "17841400000000102",
                        "jiangcheng.intl",
                        "Jiangcheng Threads",
                        14_800));
        all.add(
                profile(
                        tokens,
                        Platform.INSTAGRAM,
                        "17841400000000103",
                        "jiangcheng.culture",
                        "Culture in Pictures",
                        19_200));
        all.add(
                profile(
                        tokens,
                        Platform.THREADS,
                        "17841400000000104",
                        "jiangcheng.culture",
                        "Culture Threads",
                        6_100));
        all.add(member(tokens));
        String bot =
                tokens.computeIfAbsent(
                        "telegram-bot", missing -> random("7700000001:AA", 24).substring(0, 44));
        all.add(channel(bot, "-1002200000101", "jiangcheng_channel", "Jiangcheng Channel", 22_400));
        all.add(channel(bot, "-1002200000102", "-1002200000102", "Jiangcheng Insiders", 640));
        return all;
    }

    /** Four groups of four letters, as Bluesky makes them. */
    private static String appPassword() {
        var password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "")
                    .append("abcdefghijklmnopqrstuvwxyz234567".charAt(RANDOM.nextInt(32)));
        }
        return password.toString();
    }

    private static Account organization(
            TreeMap<String, String> tokens, String id, String handle, int followers) {
        String key = "linkedin-" + id;
        String token = tokens.computeIfAbsent(key, missing -> random("AQX", 120));
        return new Account(
                key, Platform.LINKEDIN, id, handle, "Jiangcheng Business", token, 0, followers);
    }

    /** Who administers the organisation. */
    private static Account member(TreeMap<String, String> tokens) {
        String key = "linkedin-" + MEMBER;
        String token = tokens.computeIfAbsent(key, missing -> random("AQX", 120));
        return new Account(key, Platform.LINKEDIN, MEMBER, "lin-yue", "Lin Yue", token, 0, 840);
    }

    private static Account profile(
            TreeMap<String, String> tokens,
            Platform platform,
            String id,
            String handle,
            String name,
            int followers) {
        String key = platform.id() + "-" + handle;
        String start = platform == Platform.THREADS ? "THAA" : "EAAG";
        String token = tokens.computeIfAbsent(key, missing -> random(start, 96));
        return new Account(key, platform, id, handle, name, token, 0, followers);
    }

    /** A private channel has no name; its number stands for it. */
    private static Account channel(
            String bot, String id, String handle, String name, int followers) {
        return new Account(
                "telegram-" + handle, Platform.TELEGRAM, id, handle, name, bot, 0, followers);
    }

    private static Account x(
            TreeMap<String, String> tokens, String id, String handle, String name, int followers) {
        String key = "x-" + handle;
        String token = tokens.computeIfAbsent(key, missing -> random("", 68));
        return new Account(key, Platform.X, id, handle, name, token, 0, followers);
    }

    private static Account page(
            TreeMap<String, String> tokens, String id, String name, int followers) {
        String key = "facebook-" + id;
        String token = tokens.computeIfAbsent(key, missing -> random("EAAG", 96));
        return new Account(key, Platform.FACEBOOK, id, id, name, token, 0, followers);
    }

    private static String random(String start, int bytes) {
        byte[] drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return start + Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    public List<Account> all() {
        return all;
    }

    public List<Account> of(Platform platform) {
        return all.stream().filter(account -> account.platform() == platform).toList();
    }

    /** Whose token this is, on that platform and instance, or null. */
    public @Nullable Account byToken(Platform platform, int instance, @Nullable String token) {
        for (Account account : all) {
            if (account.platform() == platform
                    && account.instance() == instance
                    && account.token().equals(token)) {
                return account;
            }
        }
        return null;
    }

    public @Nullable Account byId(Platform platform, int instance, String id) {
        for (Account account : all) {
            if (account.platform() == platform
                    && account.instance() == instance
                    && account.id().equals(id)) {
                return account;
            }
        }
        return null;
    }

    public @Nullable Account byKey(String key) {
        for (Account account : all) {
            if (account.key().equals(key)) {
                return account;
            }
        }
        return null;
    }
}
