import { Drawer } from "@mantine/core";
import { useI18n } from "../i18n";
import { Rail } from "./Rail";

/** The rail, drawn in over a narrow screen. */
export default function PhoneMenu({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Drawer opened={opened} onClose={onClose} size={264} padding={0} withCloseButton={false} title={null} aria-label={t("nav.label")} styles={{ content: { background: "var(--sunken)" } }}>
      <Rail collapsed={false} />
    </Drawer>
  );
}
