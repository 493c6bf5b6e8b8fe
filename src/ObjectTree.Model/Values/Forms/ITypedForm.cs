using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>The way around boxes for a form whose type is known when it is compiled.</summary>
internal interface ITypedForm<T>
{
    /// <summary>Equality by content; null: that of the values.</summary>
    IEqualityComparer<T>? Comparer { get; }

    Value ToTyped(T value, ITopicHost? host);

    T FromTyped(Value value, ITopicHost? host);
}
