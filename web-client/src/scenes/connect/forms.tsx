import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import { connectByToken } from "../../api/feeds";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import { serverOf, type TokenWish } from "../../models/connect";
import { channelOf, type Feed } from "../../models/feed";
import { platformName } from "../../parts/PlatformBadge";
import { toast } from "../../parts/toast";
import { Why } from "../../parts/Why";
import { useBegin } from "./begin";
import classes from "./connect.module.css";
import { quoted } from "./Told";

/** Mastodon: which server the account is on. */
export function ServerForm({ platform, disabled }: { platform: string; disabled?: boolean }) {
  const { t, sayProblem } = useI18n();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const begin = useBegin();
  const server = serverOf(typed);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (server) begin.mutate({ platform, server });
      }}
    >
      <TextInput
        label={t("connect.server")}
        description={t("connect.serverHint")}
        placeholder="mastodon.social"
        inputMode="url"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={asked && !server ? t("connect.serverWrong") : begin.isError ? [sayProblem(begin.error), quoted(begin.error)].filter(Boolean).join(" ") : undefined}
      />
      <Button type="submit" loading={begin.isPending} disabled={disabled}>{t("connect.goOn", { platform: server ? new URL(server).host : platformName(platform) })}</Button>
    </form>
  );
}

/** Bluesky: handle and app password, and the server of those who are on another one. */
export function PasswordForm({ platform, again }: { platform: string; again?: Feed }) {
  const { t } = useI18n();
  const [account, setAccount] = useState(again?.account ?? "");
  const [password, setPassword] = useState("");
  const [server, setServer] = useState("");
  const [other, setOther] = useState(false);
  const connect = useConnect();
  const address = server.trim() ? serverOf(server) : undefined;
  const ready = account.trim() && password.trim() && address !== null;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) {
          connect.mutate({ platform, account: account.trim().replace(/^@/, ""), accessToken: password.trim(), ...(address && { server: address }) });
        }
      }}
    >
      <TextInput label={t("connect.handle")} placeholder="name.bsky.social" autoCapitalize="none" autoCorrect="off" spellCheck={false} autoFocus={!again} readOnly={Boolean(again)} required withAsterisk={false} value={account} onChange={(event) => setAccount(event.currentTarget.value)} />
      <PasswordInput
        label={t("connect.appPassword")}
        description={<>{t("connect.appPasswordHint")} <Anchor inherit underline="always" href="https://bsky.app/settings/app-passwords" target="_blank" rel="noreferrer">{t("connect.appPasswordMake")}</Anchor></>}
        autoComplete="off"
        autoFocus={Boolean(again)}
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={connect.failure}
      />
      {other ? (
        <TextInput label={t("connect.otherServer")} description={t("connect.otherServerHint")} placeholder="https://bsky.social" inputMode="url" autoCapitalize="none" spellCheck={false} autoFocus value={server} onChange={(event) => setServer(event.currentTarget.value)} error={address === null ? t("connect.serverWrong") : undefined} />
      ) : (
        <button type="button" className={classes.textButton} onClick={() => setOther(true)}>{t("connect.otherServer")}</button>
      )}
      <Button type="submit" loading={connect.isPending} disabled={!ready}>{t(again ? "connect.again" : "connect.connect")}</Button>
    </form>
  );
}

/** Telegram: the token of a bot, and the channel that it administers. */
export function BotForm({ platform, again }: { platform: string; again?: Feed }) {
  const { t } = useI18n();
  const [channel, setChannel] = useState(again ? channelOf(again.account) : "");
  const [token, setToken] = useState("");
  const connect = useConnect();
  const ready = channel.trim() && token.trim();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) connect.mutate({ platform, account: channel.trim(), accessToken: token.trim() });
      }}
    >
      <PasswordInput
        label={t("connect.botToken")}
        description={<>{t("connect.botTokenHint")} <Anchor inherit underline="always" href="https://t.me/BotFather" target="_blank" rel="noreferrer">{t("connect.botMake")}</Anchor></>}
        autoComplete="off"
        autoFocus
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }}
        value={token}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <TextInput
        label={t("connect.channel")}
        description={t("connect.channelHint")}
        placeholder="@name"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        readOnly={Boolean(again)}
        required
        withAsterisk={false}
        value={channel}
        onChange={(event) => setChannel(event.currentTarget.value)}
        error={connect.failure}
      />
      <Button type="submit" loading={connect.isPending} disabled={!ready}>{t(again ? "connect.again" : "connect.connect")}</Button>
    </form>
  );
}

/** Connects at once and goes to the feeds; `failure` says why it was not done. */
export function useConnect(done?: () => void) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const connect = useMutation({
    mutationFn: (wish: TokenWish) => connectByToken(wish),
    onSuccess: async (feed) => {
      const before = queries.getQueryData<Feed[]>(keys.feeds)?.some((one) => one.id === feed.id);
      await queries.invalidateQueries({ queryKey: keys.feeds });
      toast(t(before ? "connect.doneAgain" : "connect.done", { feeds: feed.name, count: 1 }));
      done?.();
      navigate("/feeds");
    },
  });
  const detail = quoted(connect.error);
  return { ...connect, failure: connect.isError ? <>{sayProblem(connect.error)}{detail && <> <Why text={detail} /></>}</> : undefined };
}
