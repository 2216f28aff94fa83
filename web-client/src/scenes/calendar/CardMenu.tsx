import { Menu } from "@mantine/core";
import { Copy, PanelRightOpen, PencilLine } from "lucide-react";
import { useNavigate } from "react-router-dom";
import { useI18n } from "../../i18n";
import type { CalendarItem } from "../../models/post";
import { useComposer } from "../../parts/address";

export type Asked = { item: CalendarItem; x: number; y: number };

/** What may be done with a card, where it was asked for with the other button or the keyboard's menu key. */
export function CardMenu({ asked, mayWrite, mayChange, onClose }: { asked: Asked | null; mayWrite: boolean; mayChange: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const composer = useComposer();
  if (!asked) return null;
  const { item, x, y } = asked;
  return (
    <Menu opened onClose={onClose} position="bottom-start" offset={2} width={200} shadow="md">
      <Menu.Target>
        <span style={{ position: "fixed", left: x, top: y, width: 0, height: 0 }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<PanelRightOpen size={14} aria-hidden="true" />} onClick={() => navigate(`/posts/${item.post}`)}>{t("app.open")}</Menu.Item>
        {mayWrite && mayChange && <Menu.Item leftSection={<PencilLine size={14} aria-hidden="true" />} onClick={() => composer.open({ post: item.post })}>{t("post.edit")}</Menu.Item>}
        {mayWrite && <Menu.Item leftSection={<Copy size={14} aria-hidden="true" />} onClick={() => composer.open({ copy: item.post })}>{t("post.copy")}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
