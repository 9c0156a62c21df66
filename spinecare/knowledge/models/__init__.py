from .article import ArticlePage, Topic
from .guide import GuidePage
from .index import KnowledgeIndexPage
from .recording import Recording

__all__ = ["ArticlePage", "GuidePage", "KnowledgeIndexPage", "Recording", "Topic"]
