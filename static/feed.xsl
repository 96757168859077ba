<?xml version="1.0" encoding="UTF-8"?>
<!--
  An Atom or RSS feed as a page, in browsers that still have XSLT. feed.css
  draws the same feed where they have none any more, with the same rules.
  Texts and style sheets come from the feed itself.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="atom h">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

<xsl:template match="/">
<html lang="{/*/@xml:lang}">
<head>
<title><xsl:value-of select="/atom:feed/atom:title | /rss/channel/title"/></title>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<xsl:for-each select="processing-instruction('xml-stylesheet')[contains(., 'text/css')]">
<link rel="stylesheet" href="{substring-before(substring-after(., 'href=&quot;'), '&quot;')}"/>
</xsl:for-each>
</head>
<body class="feed">
<xsl:apply-templates select="/atom:feed | /rss/channel"/>
</body>
</html>
</xsl:template>

<xsl:template match="atom:feed | channel">
<main>
<h1><xsl:value-of select="atom:title | title"/></h1>
<p class="subtitle"><xsl:value-of select="atom:subtitle | description"/></p>
<div class="about">
<p><xsl:value-of select="h:div/h:p[1]"/></p>
<p><a href="{h:div/h:p/h:a/@href}"><xsl:value-of select="h:div/h:p/h:a"/></a></p>
</div>
<xsl:apply-templates select="atom:entry | item"/>
</main>
</xsl:template>

<xsl:template match="atom:entry">
<article>
<xsl:call-template name="lang"/>
<h2><a href="{atom:link[@rel='alternate']/@href}"><xsl:value-of select="atom:title"/></a></h2>
<p class="time"><time datetime="{atom:updated}"><xsl:value-of select="substring-before(atom:updated, 'T')"/></time></p>
<p class="summary"><xsl:value-of select="atom:summary"/></p>
</article>
</xsl:template>

<xsl:template match="item">
<article>
<xsl:call-template name="lang"/>
<h2><a href="{link}"><xsl:value-of select="title"/></a></h2>
<p class="time"><time datetime="{atom:updated}"><xsl:value-of select="substring-before(atom:updated, 'T')"/></time></p>
<p class="summary"><xsl:value-of select="description"/></p>
</article>
</xsl:template>

<xsl:template name="lang">
<xsl:if test="@xml:lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
</xsl:template>
</xsl:stylesheet>
