namespace ObjectTree.Web;

/// <summary>A box that holds its children, in order.</summary>
[FrontendType("web.div")]
public class Div : Element;
