/** Chinese with figures in it, set with air around them: `满39减5` → `满 39 减 5`. */
export function spaced(text: string): string {
  return text.replace(/([\u4e00-\u9fff])(?=[\d¥−])/g, '$1 ').replace(/([\d%])(?=[\u4e00-\u9fff])/g, '$1 ')
}
