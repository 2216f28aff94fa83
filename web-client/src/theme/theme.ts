import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The one accent: petrol, apart from every state colour. */
const petrol: MantineColorsTuple = [
  "#e8f4f7", "#d3e6ec", "#a7cdd9", "#78b3c5", "#529eb4", "#3a91aa", "#237a94", "#17627a", "#12566c", "#0b4558",
];

export const FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

export const theme = createTheme({
  colors: { petrol },
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 6 },
  fontFamily: FONT,
  headings: { fontFamily: FONT, fontWeight: "600" },
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "5px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "sm",
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
});
