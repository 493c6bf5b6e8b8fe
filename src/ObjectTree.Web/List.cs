namespace ObjectTree.Web;

/// <summary>A list of texts, one item each.</summary>
[FrontendType("web.list")]
public class List : Element
{
    /// <summary>The texts, in order.</summary>
    public ListTopic<string> Items { get; } = new();
}
