import { Button, Modal, PasswordInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "../../i18n";
import { serverOf, typedHere, type PlatformOffer } from "../../models/connect";
import { useConnect } from "./forms";
import classes from "./connect.module.css";

/** Platforms of which one login has several places to post to. */
const PAGED = new Set(["facebook", "instagram", "linkedin"]);

/** For a team that has a token already, from the platform's own developer tools. */
export function TokenDialog({ opened, onClose, offers, first = null }: { opened: boolean; onClose: () => void; offers: PlatformOffer[]; first?: string | null }) {
  const { t } = useI18n();
  const [chosen, setPlatform] = useState<string | null>(null);
  const [token, setToken] = useState("");
  const [page, setPage] = useState("");
  const [server, setServer] = useState("");
  const close = () => {
    // A token is not left lying in a closed dialog.
    setToken("");
    connect.reset();
    onClose();
  };
  const connect = useConnect(() => close());
  const platform = chosen ?? first;
  const onServers = platform === "mastodon";
  const paged = platform !== null && PAGED.has(platform);
  const address = onServers ? serverOf(server) : undefined;
  const ready = platform !== null && token.trim() !== "" && address !== null;
  return (
    <Modal opened={opened} onClose={close} title={t("connect.tokenTitle")} centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) {
            connect.mutate({ platform, accessToken: token.trim(), ...(address && { server: address }), ...(paged && page.trim() && { page: page.trim() }) });
          }
        }}
      >
        <p className={classes.explain}>{t("connect.tokenExplain")}</p>
        <Select
          label={t("connect.platform")}
          data={offers.filter((one) => !typedHere(one)).map((one) => ({ value: one.id, label: one.name }))}
          value={platform}
          onChange={setPlatform}
          allowDeselect={false}
          data-autofocus
        />
        {onServers && (
          <TextInput label={t("connect.server")} placeholder="mastodon.social" inputMode="url" autoCapitalize="none" spellCheck={false} value={server} onChange={(event) => setServer(event.currentTarget.value)} error={server.trim() && !address ? t("connect.serverWrong") : undefined} />
        )}
        <PasswordInput label={t("connect.token")} description={t("connect.tokenHint")} autoComplete="off" visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }} value={token} onChange={(event) => setToken(event.currentTarget.value)} error={connect.failure} />
        {paged && <TextInput label={t("connect.page")} description={t("connect.pageHint")} autoCapitalize="none" spellCheck={false} value={page} onChange={(event) => setPage(event.currentTarget.value)} />}
        <div className={classes.actions}>
          <Button variant="default" onClick={close}>{t("app.cancel")}</Button>
          <Button type="submit" disabled={!ready} loading={connect.isPending}>{t("connect.connect")}</Button>
        </div>
      </form>
    </Modal>
  );
}
