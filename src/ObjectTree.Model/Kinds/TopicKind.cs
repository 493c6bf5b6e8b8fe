namespace ObjectTree.Model.Kinds;

/// <summary>The kinds of topics, numbered as on the wire. Numbers are never reused.</summary>
public enum TopicKind
{
    /// <summary>No kind; never on the wire.</summary>
    None = 0,

    /// <summary>Text: <see cref="StringTopic"/>.</summary>
    String = 1,

    /// <summary>An integer: <see cref="IntTopic"/>.</summary>
    Int = 2,

    /// <summary>A bool: <see cref="BoolTopic"/>.</summary>
    Bool = 4,

    /// <summary>Ordered items: <see cref="ListTopic{T}"/>.</summary>
    List = 7,

    /// <summary>Unique items: <see cref="SetTopic{T}"/>.</summary>
    Set = 8,

    /// <summary>Entries by text key: <see cref="DictTopic{T}"/>.</summary>
    Dict = 9,
}
