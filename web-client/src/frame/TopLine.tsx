import { Button, Menu, Tooltip, useMantineColorScheme } from "@mantine/core";
import { Check, ChevronDown, Keyboard, Languages, LogOut, Menu as MenuIcon, Monitor, Moon, Plus, Sun, UserRound, WifiOff } from "lucide-react";
import { useEffect } from "react";
import { Link, useLocation, useNavigate } from "react-router-dom";
import { client } from "../api/queries";
import { signOut } from "../api/session";
import { LANGUAGES, useI18n } from "../i18n";
import type { Key } from "../i18n/en";
import { offsetName } from "../models/zone";
import { useComposer } from "../parts/address";
import { hideToasts, toast } from "../parts/toast";
import classes from "./frame.module.css";
import { HoldSwitch } from "./Hold";
import { useMe } from "./session";
import { useWaiting } from "./waiting";

const TITLES: [RegExp, Key][] = [
  [/^\/calendar/, "nav.calendar"],
  [/^\/posts\/./, "nav.post"],
  [/^\/posts/, "nav.posts"],
  [/^\/approvals\/settings/, "approval.settings"],
  [/^\/approvals/, "nav.approvals"],
  [/^\/needs/, "nav.needs"],
  [/^\/reports/, "nav.reports"],
  [/^\/audit/, "nav.audit"],
  [/^\/log/, "nav.log"],
  [/^\/feeds/, "nav.feeds"],
  [/^\/members/, "nav.members"],
  [/^\/tokens/, "nav.tokens"],
  [/^\/webhooks\/./, "nav.webhookSent"],
  [/^\/webhooks/, "nav.webhooks"],
  [/^\/profile/, "nav.profile"],
];

export function TopLine({ connected, onMenu, onHelp }: { connected: boolean; onMenu?: () => void; onHelp: () => void }) {
  const { t } = useI18n();
  const { workspace, may } = useMe();
  const { pathname } = useLocation();
  const composer = useComposer();
  const waiting = useWaiting();
  const title = t(TITLES.find(([path]) => path.test(pathname))?.[1] ?? "app.name");
  const offset = offsetName(workspace.zone, Date.now());

  useEffect(() => {
    document.title = `${title} · ${workspace.name} · Septet`;
  }, [title, workspace.name]);

  return (
    <header className={classes.top}>
      {onMenu && (
        <button type="button" className={classes.iconButton} onClick={onMenu} aria-label={waiting > 0 ? t("nav.menuNeeds", { count: waiting }) : t("nav.menu")}>
          <MenuIcon size={18} aria-hidden="true" />
          {waiting > 0 && <span className={classes.dot} />}
        </button>
      )}
      <h1>{title}</h1>
      <Tooltip label={t("top.zone", { zone: workspace.zone, offset })}>
        <span className={classes.zone}>{t("composer.inZone", { zone: workspace.zone, offset })}</span>
      </Tooltip>
      {!connected && (
        <span className={classes.offline} role="status">
          <WifiOff size={14} aria-hidden="true" /> <span>{t("top.offline")}</span>
        </span>
      )}
      <div className={classes.actions}>
        {may("MANAGER") && <HoldSwitch />}
        {may("EDITOR") && (
          <Tooltip label={t("top.newPostKey")} openDelay={500}>
            <Button size="xs" h={32} onClick={() => composer.open()} className={classes.newPost} aria-keyshortcuts="n">
              <Plus size={16} aria-hidden="true" /> <span className={classes.word}>{t("top.newPost")}</span>
            </Button>
          </Tooltip>
        )}
        <LanguageSwitch />
        <ThemeSwitch />
        <Account onHelp={onHelp} />
      </div>
    </header>
  );
}

export function LanguageSwitch() {
  const { t, language, setLanguage } = useI18n();
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <button type="button" className={classes.iconButton} aria-label={t("top.language")}>
          <Languages size={18} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map(({ code, name }) => (
          <Menu.Item key={code} lang={code} onClick={() => setLanguage(code)} rightSection={code === language && <Check size={14} aria-hidden="true" />} aria-current={code === language || undefined}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ThemeSwitch() {
  const { t } = useI18n();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    { value: "light", label: t("top.themeLight"), icon: Sun },
    { value: "dark", label: t("top.themeDark"), icon: Moon },
    { value: "auto", label: t("top.themeAuto"), icon: Monitor },
  ] as const;
  const Shown = choices.find((one) => one.value === colorScheme)?.icon ?? Monitor;
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <button type="button" className={classes.iconButton} aria-label={t("top.theme")}>
          <Shown size={18} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={14} aria-hidden="true" />}
            rightSection={value === colorScheme && <Check size={14} aria-hidden="true" />}
            aria-current={value === colorScheme || undefined}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Account({ onHelp }: { onHelp: () => void }) {
  const { t, sayProblem } = useI18n();
  const { member, workspace } = useMe();
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await signOut();
    } catch (failure) {
      toast(sayProblem(failure), "problem");
      return;
    }
    hideToasts();
    client.clear();
    navigate("/sign-in", { replace: true });
  };
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className={classes.account}>
          <span className="visually-hidden">{t("top.account", { name: member.name })}</span>
          <span className={classes.initials} aria-hidden="true">{initials(member.name)}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{member.name}</strong>
          <span>{member.email}</span>
          <span>{workspace.name} · {t(`role.${workspace.role}`)}</span>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<UserRound size={14} aria-hidden="true" />}>{t("nav.profile")}</Menu.Item>
        <Menu.Item leftSection={<Keyboard size={14} aria-hidden="true" />} onClick={onHelp}>{t("keys.open")}</Menu.Item>
        <Menu.Item leftSection={<LogOut size={14} aria-hidden="true" />} onClick={() => void leave()}>{t("top.signOut")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  if (/\p{Script=Han}/u.test(name)) return Array.from(name).slice(-2).join("");
  return words.slice(0, 2).map((word) => word[0]?.toLocaleUpperCase("en") ?? "").join("");
}
