namespace ObjectTree.Web;

/// <summary>What all ready-made elements have. The page shows them; their code runs on the server.</summary>
public abstract class Element : SObject
{
    /// <summary>CSS properties by name, such as <c>font-size</c>. Values that would load something are ignored by the page.</summary>
    public DictTopic<string> Style { get; } = new();

    /// <summary>CSS classes.</summary>
    public SetTopic<string> Classes { get; } = new();

    /// <summary>Attributes of the page's element, such as <c>title</c>. Those that would run script are ignored by the page.</summary>
    public DictTopic<string> Attributes { get; } = new();
}
