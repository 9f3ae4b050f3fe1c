"""审查：成品网站放在真的 nginx 后面，用 html-validate 和 Lighthouse 看。"""
