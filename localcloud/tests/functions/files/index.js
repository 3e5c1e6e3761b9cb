const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

/** Puts a file, reads it back and leaves it, or deletes it. */
exports.main = async ({ cloudPath, text, remove }) => {
  const fileContent = Buffer.from(text)
  const { fileID, statusCode } = await cloud.uploadFile({ cloudPath, fileContent })
  const urls = await cloud.getTempFileURL({ fileList: [fileID, { fileID, maxAge: 60 }, 'cloud://x.y/none'] })
  const read = (await cloud.downloadFile({ fileID })).fileContent.toString()
  const deleted = remove ? await cloud.deleteFile({ fileList: [fileID, 'cloud://x.y/none'] }) : undefined
  return { fileID, statusCode, read, urls: urls.fileList, deleted: deleted?.fileList }
}
