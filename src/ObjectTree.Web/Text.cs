namespace ObjectTree.Web;

/// <summary>A block of text.</summary>
[FrontendType("web.text")]
public class Text : Element
{
    /// <summary>The text; shown as it is, never as markup.</summary>
    public StringTopic Content { get; } = new();
}
