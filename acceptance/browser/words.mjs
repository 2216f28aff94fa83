/** How the things a person looks for are called, by language. */
export const WORDS = {
  en: {
    email: "Email", password: "Password", signIn: "Sign in", yourName: "Your name", join: "Join",
    newPost: "New post", chooseAll: "Choose all", text: "Text", addPicture: "Add picture", altText: "Alt text",
    schedule: "Schedule", preview: "Preview", storyOf: (feed) => `Story of ${feed}`, live: /^Live(, just now)?$/,
    posts: "Posts",
  },
  "zh-CN": {
    email: "邮箱", password: "密码", signIn: "登录", yourName: "你的姓名", join: "加入",
    newPost: "写稿", chooseAll: "全选", text: "正文", addPicture: "添加图片", altText: "图片说明",
    schedule: "定时发布", preview: "预览", storyOf: (feed) => `${feed} 的发布经过`, live: /^(已发布|刚刚发布)$/,
    posts: "稿件表现",
  },
};
